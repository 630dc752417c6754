fn main() {
    let document = notifications::routes(shared::openapi::Document::default());
    eprintln!("{:?} {:?}", document.incomplete(), document.clashes());
    println!("{}", document.to_json());
}
