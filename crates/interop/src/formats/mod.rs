//! One folder for each format.

pub mod axolotl;
pub(crate) mod call;
pub mod composer;
pub mod deepspeed;
pub mod flax;
pub(crate) mod folder;
pub(crate) mod glidepath;
pub(crate) mod keras;
pub mod optax;
pub mod timm;
pub mod torch;
pub mod transformers;
