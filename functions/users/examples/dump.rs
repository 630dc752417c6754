fn main() {
    let document = users::routes(shared::openapi::Document::default());
    eprintln!("{:?} {:?}", document.incomplete(), document.clashes());
    println!("{}", document.to_json());
}
