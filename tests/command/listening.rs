//! What a server listens on: its address, and nothing that was not asked for.

use std::collections::BTreeSet;
use std::fs;
use std::net::Ipv4Addr;

use tempfile::tempdir;

use crate::process::Kith;

/// State of a listening socket in `/proc/net/tcp`.
const LISTEN: &str = "0A";

#[test]
fn a_server_listens_on_its_address_only() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    server.register("madeline").expect(200);
    assert_eq!(listening(server.process.id()), BTreeSet::from([server.address.clone()]));
    server.stop();

    let server = Kith::new(&["serve", "--listen", "127.0.0.1:0", "--memory"]).listen();
    assert_eq!(listening(server.process.id()), BTreeSet::from([server.address.clone()]));
    server.stop();
}

#[test]
fn a_server_listens_on_every_address_of_a_host_name() {
    let mut server = Kith::new(&["--memory", "--listen", "localhost:0"]).listen();
    let port = server.address.strip_prefix("localhost:").unwrap().to_owned();
    let line = server.process.wait_for("  sockets    ");
    let sockets: BTreeSet<_> = line.trim_start_matches("  sockets    ").split(", ").map(str::to_owned).collect();
    assert!(sockets.contains(&format!("127.0.0.1:{port}")), "{line}");
    assert_eq!(listening(server.process.id()).len(), sockets.len());
    server.register("madeline").expect(200);
    server.stop();
}

#[test]
fn the_engines_port_is_open_only_on_request_and_its_credentials_are_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).args(&["--engine-port", "0"]).listen();
    let port = server.engine_port();
    let engine = port.url.strip_prefix("http://").unwrap().to_owned();
    assert_eq!(listening(server.process.id()), BTreeSet::from([server.address.clone(), engine]));
    let credentials = fs::metadata(data.path().join("engine-credentials")).unwrap();
    assert_eq!(credentials.permissions().mode() & 0o777, 0o600);
    server.stop();
}

/// The addresses of the TCP sockets on which a process listens.
fn listening(process: u32) -> BTreeSet<String> {
    let sockets: BTreeSet<String> = fs::read_dir(format!("/proc/{process}/fd"))
        .unwrap()
        .filter_map(|fd| fs::read_link(fd.unwrap().path()).ok()?.to_str().map(str::to_owned))
        .filter_map(|target| Some(target.strip_prefix("socket:[")?.trim_end_matches(']').to_owned()))
        .collect();
    let table = |name: &str| fs::read_to_string(format!("/proc/{process}/net/{name}")).unwrap_or_default();
    let (v4, v6) = (table("tcp"), table("tcp6"));
    let rows = v4.lines().chain(v6.lines()).map(|line| line.split_whitespace().collect::<Vec<_>>());
    let own = rows.filter(|row| row.len() > 9 && row[3] == LISTEN && sockets.contains(row[9]));
    own.map(|row| address(row[1])).collect()
}

/// Reads an address such as `0100007F:2328`. IPv6 addresses stay as they are.
fn address(hex: &str) -> String {
    let (ip, port) = hex.split_once(':').unwrap();
    let port = u16::from_str_radix(port, 16).unwrap();
    match u32::from_str_radix(ip, 16) {
        Ok(ip) => format!("{}:{port}", Ipv4Addr::from(ip.to_be())),
        Err(_) => format!("[{ip}]:{port}"),
    }
}
