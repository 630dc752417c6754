//! Pages, their files, the OpenAPI document and health.

use tests::Routes as _;

use super::{Budget, budget};

pub const BUDGETS: &[Budget] = &[
    // Pages and their files are embedded in the binary.
    budget(("GET /", "", 200), (0, 0.0, 0.0), |f| f.app.get("/")),
    budget(("GET /docs/", "", 200), (0, 0.0, 0.0), |f| f.app.get("/docs/")),
    budget(("GET /openapi.json/", "", 200), (0, 0.0, 0.0), |f| f.app.get("/openapi.json/")),
    budget(("GET /console/", "", 200), (0, 0.0, 0.0), |f| f.app.get("/console/")),
    budget(("GET /account/reset/", "", 200), (0, 0.0, 0.0), |f| f.app.get("/account/reset/")),
    budget(("GET /account/restore/", "", 200), (0, 0.0, 0.0), |f| f.app.get("/account/restore/")),
    budget(("GET /account/unsubscribe/", "", 200), (0, 0.0, 0.0), |f| f.app.get("/account/unsubscribe/")),
    budget(("GET /account/verify/", "", 200), (0, 0.0, 0.0), |f| f.app.get("/account/verify/")),
    budget(("GET /assets/{version}/{page}/{file}/", "", 200), (0, 0.0, 0.0), |f| {
        f.app.get("/assets/any/base/base.css/")
    }),
    budget(("GET /health/", "", 200), (0, 0.0, 0.0), |f| f.app.get("/health/")),
    // Reading an item that does not exist costs half a unit.
    budget(("GET /health/ready/", "", 200), (1, 0.5, 0.0), |f| f.app.get("/health/ready/")),
];
