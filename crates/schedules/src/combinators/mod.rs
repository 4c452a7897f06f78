//! Schedules made of other schedules.

mod clamped;
mod ext;
mod product;
mod repeated;
mod scaled;
mod sequential;
mod shifted;
mod stretched;
mod sum;
mod then;
mod warmup;

pub use clamped::Clamped;
pub use ext::ScheduleExt;
pub use product::Product;
pub use repeated::Repeated;
pub use scaled::Scaled;
pub use sequential::Sequential;
pub use shifted::Shifted;
pub use stretched::Stretched;
pub use sum::Sum;
pub use then::Then;
pub use warmup::Warmup;
