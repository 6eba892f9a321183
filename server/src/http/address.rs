//! Whose request it is, for counting: the connection's other end, or whom a trusted proxy names.
//!
//! `X-Forwarded-For` is a list to which every proxy adds at its right whom it has heard; all further left is hearsay.
//! So the list is read from the right, for as long as the one who speaks is trusted. The first who is not is the
//! person: what they wrote further left is worth nothing.

use crate::config::Network;
use axum::extract::{ConnectInfo, Request};
use http::HeaderMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address that writes are counted by. A subscriber of IPv6 has a whole /64, so that is what counts.
pub fn counted(request: &Request, proxies: &[Network]) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    // Without a connection, the request comes from within this process.
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(peer)| peer.ip());
    match asker(peer.to_canonical(), request.headers(), proxies) {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from(u128::from(address) & (u128::MAX << 64))),
        address @ IpAddr::V4(_) => address,
    }
}

fn asker(peer: IpAddr, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let trusted = |address: IpAddr| proxies.iter().any(|network| network.holds(address));
    let lines = headers.get_all(FORWARDED_FOR).iter().map(|line| line.to_str().unwrap_or_default());
    let mut heard: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    let mut asker = peer;
    while trusted(asker) {
        // Of a word that is no address, the proxy that wrote it stands for everybody behind it.
        let Some(next) = heard.pop().and_then(address_in) else { break };
        asker = next;
    }
    asker
}

/// `192.0.2.7`, `2001:db8::7`, or one of them with a port.
fn address_in(word: &str) -> Option<IpAddr> {
    let word = word.trim();
    let bare = word.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(word);
    let address = bare.parse().or_else(|_| bare.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    /// The address counted for a connection from `peer` that carries these lines.
    fn counted_for(peer: &str, lines: &[&str], proxies: &[&str]) -> String {
        let mut request = Request::new(Body::empty());
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 9)));
        for line in lines {
            request.headers_mut().append(FORWARDED_FOR, line.parse().unwrap());
        }
        let proxies: Vec<_> = proxies.iter().map(|word| Network::parse(word).unwrap()).collect();
        counted(&request, &proxies).to_string()
    }

    #[test]
    fn whoever_is_no_trusted_proxy_speaks_for_itself_alone() {
        assert_eq!(counted_for("203.0.113.9", &["198.51.100.1"], &["127.0.0.0/8"]), "203.0.113.9");
        assert_eq!(counted_for("127.0.0.1", &["198.51.100.1"], &["10.0.0.1"]), "127.0.0.1");
    }

    #[test]
    fn the_list_is_read_from_the_right_through_trusted_proxies_and_no_further() {
        let proxies = ["127.0.0.1", "10.1.0.0/16"];
        let cases: [(&[&str], &str); 6] = [
            (&["198.51.100.1"], "198.51.100.1"),
            (&["6.6.6.6, 198.51.100.1, 10.1.2.3"], "198.51.100.1"),
            (&["6.6.6.6", "198.51.100.1", "10.1.2.3"], "198.51.100.1"),
            (&["10.1.9.9, 10.1.2.3"], "10.1.9.9"),
            (&["6.6.6.6, unknown, 10.1.2.3"], "10.1.2.3"),
            (&[], "127.0.0.1"),
        ];
        for (lines, expected) in cases {
            assert_eq!(counted_for("127.0.0.1", lines, &proxies), expected, "{lines:?}");
        }
    }

    #[test]
    fn an_address_counts_the_same_however_it_is_written() {
        for word in ["192.0.2.7", "192.0.2.7:4711", "::ffff:192.0.2.7", "[::ffff:192.0.2.7]:80"] {
            assert_eq!(counted_for("::ffff:127.0.0.1", &[word], &["127.0.0.1"]), "192.0.2.7", "{word}");
        }
    }

    #[test]
    fn a_whole_network_of_ipv6_is_one_subscriber() {
        let one = counted_for("2001:db8:1:2::3", &[], &[]);
        let other = counted_for("2001:db8:1:2:ffff::4", &[], &[]);

        assert_eq!(one, "2001:db8:1:2::");
        assert_eq!(one, other);
        assert_ne!(one, counted_for("2001:db8:1:3::3", &[], &[]));
        assert_eq!(counted_for("127.0.0.1", &["[2001:db8:1:2::9]"], &["127.0.0.1"]), one);
    }
}
