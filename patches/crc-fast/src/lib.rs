//! The one checksum of the crate `crc-fast` that `object_store` can be told to use, under the names that it uses.
//! The crate itself carries the tables of some sixty, 0.7 MB in every function that has to do with pictures; what is
//! never asked for in kith need not be fast.

/// Which checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrcAlgorithm {
    /// CRC-64/NVME, as S3 takes it for `x-amz-checksum-crc64nvme`.
    Crc64Nvme,
}

/// The polynomial of CRC-64/NVME (NVM Express NVM Command Set Specification, section 5.2.1.3.4), its lowest bit first.
const POLYNOMIAL: u64 = 0x9a6c_9329_ac4b_c9b5;

/// A checksum on its way.
#[derive(Clone, Debug)]
pub struct Digest(u64);

impl Digest {
    /// Of nothing yet.
    pub fn new(algorithm: CrcAlgorithm) -> Self {
        match algorithm {
            CrcAlgorithm::Crc64Nvme => Self(u64::MAX),
        }
    }

    /// Goes on with these bytes.
    pub fn update(&mut self, data: &[u8]) {
        for byte in data {
            self.0 ^= u64::from(*byte);
            for _ in 0..8 {
                let carry = self.0 & 1;
                self.0 = (self.0 >> 1) ^ (carry * POLYNOMIAL);
            }
        }
    }

    /// The checksum of all that there was.
    pub fn finalize(&self) -> u64 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_as_the_catalogue_of_checksums_says() {
        let mut digest = Digest::new(CrcAlgorithm::Crc64Nvme);
        digest.update(b"1234");
        digest.update(b"56789");
        assert_eq!(digest.finalize(), 0xae8b_1486_0a79_9888);
    }
}
