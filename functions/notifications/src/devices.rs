//! Routes on devices that get web pushes: `/api/v2/device/...`. Those of `wp` are as SelfCommunity's client calls them.

mod published;
mod register;
mod remove;
mod vapid;

use shared::openapi::Routes;
use shared::openapi::parameters::text;

use crate::bodies::{NewDevice, PublishedDevice};
use register::DeviceOut;
use vapid::VapidOut;

const PUSH_OFF: &str = "Web push is off in this community (`push_off`).";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Devices", "Browsers that get web pushes. The mailer sends a push for new notifications.")
        .get("/api/v2/device/vapid/", vapid::retrieve_vapid_key, |op| {
            op.operation_id("retrieve_vapid_key", "Get the public key for web push")
                .description("Returns the key that a browser needs to subscribe, its `applicationServerKey`.")
                .response::<VapidOut>(200, "The public key.")
                .error(409, PUSH_OFF)
        })
        .post("/api/v2/device/web/", register::register_device, |op| {
            op.operation_id("register_device", "Register a browser for web push")
                .description(
                    "Takes the subscription of a browser as `JSON.stringify` writes it. The same endpoint again replaces \
                     what is stored of it. A user has at most 10 devices; one more replaces the oldest. A device ends \
                     with the session that has registered it, and when its push service says that it is gone.",
                )
                .request_body::<NewDevice>()
                .response::<DeviceOut>(200, "The device is registered.")
                .error(
                    400,
                    "`endpoint` is not an `https` URL of a known push service (`unknown_push_service`), or a key is \
                     malformed.",
                )
                .error(409, PUSH_OFF)
                .link(&[("remove_device", &[("id", "$response.body#/id")])])
        })
        .delete("/api/v2/device/web/{id}/", remove::remove_device, |op| {
            op.operation_id("remove_device", "Remove a browser from web push")
                .description("Removes a device of the caller. An id that names none of the caller's changes nothing.")
                .no_content("The caller has no such device any more.")
                .error(404, "The path is not the id of a device.")
        })
        .post("/api/v2/device/wp/", published::register_published_device, |op| {
            op.operation_id("register_published_device", "Register a browser as SelfCommunity's client does")
                .description(
                    "The same as `register_device` in the form that npm `@selfcommunity/react-core` sends: the last segment of \
                     the endpoint and the name of the browser, or the whole endpoint.",
                )
                .request_body::<PublishedDevice>()
                .response::<DeviceOut>(200, "The device is registered.")
                .error(
                    400,
                    "`registration_id` is malformed, or of a push service that kith does not know \
                     (`unknown_push_service`), or a key is malformed.",
                )
                .error(409, PUSH_OFF)
        })
        .delete("/api/v2/device/wp/{registration_id}/", published::remove_published_device, |op| {
            op.operation_id("remove_published_device", "Remove a browser as SelfCommunity's client does")
                .description("Removes the caller's device whose endpoint ends in this segment. Others are left alone.")
                .path_param(text("registration_id", "The last segment of the endpoint, or the id of the device."))
                .no_content("The caller has no such device any more.")
        })
}
