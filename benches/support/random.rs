//! Random numbers that are the same in every run.

/// `SplitMix64`.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns any 32-bit number.
    pub(crate) fn next_i32(&mut self) -> i32 {
        i32::from_le_bytes(self.next_u32().to_le_bytes())
    }

    pub(crate) fn next_u32(&mut self) -> u32 {
        let [_, _, _, _, upper @ ..] = self.next_u64().to_le_bytes();
        u32::from_le_bytes(upper)
    }

    /// Returns a number less than `bound`. The numbers are equally frequent, but for a difference too
    /// small to see.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let [.., a, b, c, d] = (u64::from(self.next_u32()) * u64::from(bound)).to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }

    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(u32::try_from(items.len()).unwrap_or(u32::MAX)) as usize]
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(u32::try_from(last + 1).unwrap_or(u32::MAX)) as usize);
        }
    }
}
