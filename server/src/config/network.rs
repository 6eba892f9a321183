//! Blocks of addresses, as `NAUNGAN_TRUSTED_PROXIES` names them.

use std::net::IpAddr;

/// A block of addresses: `10.1.0.0/16`, `2001:db8::/32`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Reads an address, or an address with the length of the part that counts. The whole internet is no block,
    /// and an IPv4 address is written as one.
    pub fn parse(value: &str) -> Option<Self> {
        let (address, bits) = match value.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
            None => (value, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        let good = (1..=most).contains(&bits) && address.to_canonical() == address;
        good.then_some(Self { address, bits })
    }

    /// The machine itself.
    pub fn loopback() -> Vec<Self> {
        ["127.0.0.0/8", "::1"].into_iter().filter_map(Self::parse).collect()
    }

    /// Whether `address` lies in it.
    pub fn holds(&self, address: IpAddr) -> bool {
        let bits = u32::from(self.bits);
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let differ = u32::from(own) ^ u32::from(other);
                differ.checked_shr(32 - bits) == Some(0)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let differ = u128::from(own) ^ u128::from(other);
                differ.checked_shr(128 - bits) == Some(0)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(network: &str, address: &str) -> bool {
        Network::parse(network).unwrap().holds(address.parse().unwrap())
    }

    #[test]
    fn a_block_holds_what_begins_alike() {
        assert!(holds("10.1.0.0/16", "10.1.255.9"));
        assert!(!holds("10.1.0.0/16", "10.2.0.0"));
        assert!(holds("10.1.2.3", "10.1.2.3"));
        assert!(!holds("10.1.2.3", "10.1.2.2"));
        assert!(holds("2001:db8::/33", "2001:db8:7fff::1"));
        assert!(!holds("2001:db8::/33", "2001:db8:8000::1"));
        assert!(!holds("128.0.0.0/1", "8000::"));
    }

    #[test]
    fn what_is_no_block_is_refused() {
        for value in
            ["", "10.1.0.0/33", "10.1.0.0/-1", "0.0.0.0/0", "::/0", "proxy", "::ffff:10.1.2.3", "10.1.0.0/"]
        {
            assert_eq!(Network::parse(value), None, "{value}");
        }
    }
}
