//! PyTorch's rules or Keras's.

/// Whose `ReduceLROnPlateau` a [`ReduceOnPlateau`](crate::ReduceOnPlateau) counts like; the table there tells
/// the differences.
///
/// A file calls them `"pytorch"` and `"keras"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum PlateauRules {
    /// `torch.optim.lr_scheduler.ReduceLROnPlateau`.
    #[default]
    Pytorch,
    /// `keras.callbacks.ReduceLROnPlateau`.
    Keras,
}
