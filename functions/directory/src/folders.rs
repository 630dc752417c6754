//! `/folders/...`, `/nodes/...`: folders, and the folders in them.

mod access;
mod create;
mod delete;
mod nodes;
mod retrieve;
mod update;

use shared::dialect::directory::schemas::{FolderChange, FolderDocument, FolderList, NewFolder};
use shared::openapi::Routes;
use shared::openapi::parameters::{FOLDER_FIELDS, PAGE_NUMBER, PAGE_SIZE, Parameter, word};

const SORT: Parameter = word(
    "sort",
    "The order of the list: by title, descending with a leading `-`. Upper case comes before lower case.",
    &["title", "-title"],
);

const NOT_THE_OWNER: &str = "The caller is neither the folder's owner nor staff, whether or not the folder exists.";
const BAD_QUERY: &str = "A query parameter is unknown (`unknown_parameter`) or breaks its rule.";
const FOLDER_NOT_FOUND: &str = "`id` is not the UUID of a folder, or the folder or its owner does not exist.";

/// The routes of folders.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Directory: folders", "The folders of users, in JSON:API.")
        .get("/nodes/{id}/", nodes::list_nodes, |op| {
            op.operation_id("list_nodes", "List the folders in a folder")
                .description(
                    "Lists the folders directly inside a folder, such as the inbox or home folder of a user. Only the \
                     owner and staff may call it. The list is paged by number.",
                )
                .query(&[PAGE_NUMBER, PAGE_SIZE, SORT, FOLDER_FIELDS])
                .response::<FolderList>(200, "A page of folders.")
                .error(400, BAD_QUERY)
                .error(403, NOT_THE_OWNER)
                .error(404, FOLDER_NOT_FOUND)
        })
        .post("/folders/", create::create_folder, |op| {
            op.operation_id("create_folder", "Create a folder")
                .description(
                    "Creates a folder inside another. It belongs to the owner of its parent, also if staff create it, \
                     and never changes its owner. A user has at most 1,000 folders besides the inbox and home folders.",
                )
                .query(&[FOLDER_FIELDS])
                .request_body::<NewFolder>()
                .response::<FolderDocument>(201, "The new folder.")
                .location_header()
                .error(
                    400,
                    "The document is invalid, `title` breaks its rule, or the parent has a folder of this title \
                     (`unique`).",
                )
                .error(
                    403,
                    "The caller is neither the parent's owner nor staff, or sent an `id` (`client_generated_id`).",
                )
                .error(404, "The parent folder does not exist.")
                .error(
                    409,
                    "The owner has 1,000 folders (`too_many_folders`), the parent or the caller's roles have changed \
                     (`changed_meanwhile`), or `type` is not `folders` (`conflict`).",
                )
                .link(&[
                    ("retrieve_folder", &[("id", "$response.body#/data/id")]),
                    ("list_nodes", &[("id", "$response.body#/data/id")]),
                    ("update_folder", &[("id", "$response.body#/data/id")]),
                    ("delete_folder", &[("id", "$response.body#/data/id")]),
                ])
        })
        .get("/folders/{id}/", retrieve::retrieve_folder, |op| {
            op.operation_id("retrieve_folder", "Retrieve a folder")
                .description(
                    "Returns a folder and its parent, which is null for inbox and home folders. Only the owner and \
                     staff may call it.",
                )
                .query(&[FOLDER_FIELDS])
                .response::<FolderDocument>(200, "The folder.")
                .error(403, NOT_THE_OWNER)
                .error(404, FOLDER_NOT_FOUND)
        })
        .patch("/folders/{id}/", update::update_folder, |op| {
            op.operation_id("update_folder", "Rename or move a folder")
                .description(
                    "Changes the title, the parent, or both. A folder moves with everything below it, and only to \
                     another folder of its owner. The new place lies below at most 50 folders, not counting the inbox \
                     or home folder. Inbox and home folders cannot be renamed or moved. Only the owner and staff may \
                     call it.",
                )
                .query(&[FOLDER_FIELDS])
                .request_body::<FolderChange>()
                .response::<FolderDocument>(200, "The folder, with the changes.")
                .error(
                    400,
                    "The document is invalid, `title` breaks its rule, the parent has a folder of this title \
                     (`unique`), or the new parent belongs to another user.",
                )
                .error(
                    403,
                    "The caller is neither the folder's owner nor staff, or it is an inbox or home folder \
                     (`special_folder`).",
                )
                .error(404, "The folder, its owner or the new parent does not exist.")
                .error(
                    409,
                    "The new parent is the folder itself or lies below it (`folder_within_itself`) or too deep \
                     (`too_deep`), the folder or the caller's roles have changed (`changed_meanwhile`), or `type` or \
                     `id` contradict the path (`conflict`).",
                )
        })
        .delete("/folders/{id}/", delete::delete_folder, |op| {
            op.operation_id("delete_folder", "Delete a folder")
                .description(
                    "Deletes a folder at once, and the folders below it shortly after; one that is moved out before \
                     that stays. Inbox and home folders cannot be deleted. Only the owner and staff may call it.",
                )
                .no_content("The folder is deleted.")
                .error(
                    403,
                    "The caller is neither the folder's owner nor staff, or it is an inbox or home folder \
                     (`special_folder`).",
                )
                .error(404, FOLDER_NOT_FOUND)
        })
}
