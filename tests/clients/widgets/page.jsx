// Mounts one widget: ?kith=URL&token=TOKEN&widget=NAME&props=JSON

import { Component, createElement } from "react";
import { createRoot } from "react-dom/client";
import { SCContextProvider, useSCUser } from "@selfcommunity/react-core";
import * as templates from "@selfcommunity/react-templates";
import theme from "@selfcommunity/react-theme-default";
import * as widgets from "@selfcommunity/react-ui";

const query = new URLSearchParams(location.search);
const token = query.get("token");
const Widget = templates[query.get("widget")] ?? widgets[query.get("widget")];
const props = JSON.parse(query.get("props") ?? "{}");

/** Widgets look at the user when they are mounted, so that they wait for it. */
function Mounted() {
  const { user } = useSCUser();
  if (token && !user) return null;
  return <main data-mounted>{createElement(Widget, props)}</main>;
}

/** Shows that a widget has crashed; React logs why. */
class Boundary extends Component {
  state = { error: null };
  static getDerivedStateFromError = (error) => ({ error });
  render = () => (this.state.error ? <pre data-crashed>{String(this.state.error.stack)}</pre> : this.props.children);
}

// Without a token the page is a visitor's.
const authToken = token && { accessToken: token, refreshToken: "none", expiresIn: 3600 };
const conf = {
  portal: query.get("kith"),
  locale: { default: "en" },
  theme,
  session: { type: "OAuth", clientId: "test", ...(authToken && { authToken }) },
};
createRoot(document.getElementById("root")).render(
  <Boundary><SCContextProvider conf={conf}><Mounted /></SCContextProvider></Boundary>,
);
