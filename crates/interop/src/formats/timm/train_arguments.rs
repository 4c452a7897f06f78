//! The arguments of timm's `train.py`, as `args.yaml` and checkpoints have them, and the scheduler that they
//! make.

use glidepath_schedules::{StepCount, Stretched};
use glidepath_serde::{Horizon, IntoBoxSchedule, LearningRate};

use super::builder::Builder;
use super::classes::{self, follows_a_metric};
use super::noise;
use super::notes;
use crate::formats::notes as shared;
use crate::formats::wanted::TRAIN_PY;
use crate::model::{Built, Imported, InteropError, Remedy, Source};
use crate::values::Value;
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::text;

/// The arguments in a file of their own.
const SOURCE: Source = Source::text("timm-arguments", "the arguments of timm's `train.py`");

/// Arguments that not every scheduler takes, or that have no effect beside `lr`.
const UNUSED: [&str; 17] = [
    "decay_epochs",
    "decay_milestones",
    "decay_rate",
    "lr_base",
    "lr_base_scale",
    "lr_base_size",
    "lr_cycle_decay",
    "lr_cycle_limit",
    "lr_cycle_mul",
    "lr_decay_fn",
    "lr_k_decay",
    "lr_noise_pct",
    "lr_noise_std",
    "lr_stable_timescale",
    "min_lr",
    "patience_epochs",
    "warmup_lr",
];

/// Whether these are such arguments.
pub(super) fn are_of(value: &Value) -> bool {
    TRAIN_PY.into_iter().all(|name| value.get(name).is_some())
        && value.get("sched").is_some_and(Value::is_string)
}

/// The schedule of a run. Its steps are updates where it is known how many an epoch has, else epochs.
pub(super) fn read(value: &Value, path: &str, horizon: &Horizon) -> Result<Imported, InteropError> {
    let mut arguments = Arguments::new(value, path)?;
    let Some(NonNegative(base)) = arguments.optional("lr")? else {
        let problem = "must be a number: without it timm takes `lr_base` by the batches of all processes, whose \
                       number the file does not tell; the log of the run has the rate";
        return Err(arguments.refuse("lr", problem));
    };
    let run = Run::read(&mut arguments, horizon)?;
    let optimizer: Option<&str> = arguments.optional("opt")?;
    arguments.ignore(&UNUSED);
    let sched: &str = arguments.required("sched")?;
    let built = match sched {
        "none" => None,
        _ => Some(run.build(sched, base, &mut arguments)?),
    };
    let mut imported = match built {
        None => Imported::new(constant(base, &arguments)?, SOURCE, Vec::new()),
        Some(Built { schedule, notes }) => match run.stretch {
            Some(updates) => {
                let schedule = Stretched::new(schedule, updates).map_err(InteropError::unfit(path))?;
                let notes = notes.into_iter().filter(|note| note.rule() != notes::STEPS_ARE_EPOCHS).collect();
                Imported::new(schedule.boxed(), SOURCE, notes)
            }
            None => Imported::new(schedule, SOURCE, notes),
        },
    };
    if arguments.optional::<&Value>("layer_decay")?.is_some() {
        imported.notes.push(shared::other_rates("layer_decay"));
    }
    Ok(Imported { path: path.to_owned(), optimizer: optimizer.map(str::to_owned), ..imported })
}

fn constant(base: f64, arguments: &Arguments<'_>) -> Result<LearningRate, InteropError> {
    LearningRate::constant(base).map_err(InteropError::unfit(&arguments.path_of("lr")))
}

/// The keyword arguments of a class.
type Parameters = Vec<(&'static str, Value)>;

/// The lengths of a run, in the time of its scheduler.
struct Run {
    /// The updates of an epoch, where the scheduler counts updates.
    unit: Option<u64>,
    /// The updates of an epoch, where it does not, and they are known.
    stretch: Option<u64>,
    epochs: u64,
    warmup: u64,
    warmup_prefix: bool,
}

impl Run {
    fn read(arguments: &mut Arguments<'_>, horizon: &Horizon) -> Result<Self, InteropError> {
        let updates = horizon.steps_per_epoch().and_then(|updates| StepCount::from(updates.ceil()).whole());
        let on_updates = arguments.or("sched_on_updates", false)?;
        if on_updates && updates.is_none() {
            let problem = "true needs the number of updates of an epoch, which the file does not tell";
            return Err(arguments.refuse("sched_on_updates", problem).with_remedy(Remedy::StepsPerEpoch));
        }
        noise::refuse(arguments, "lr_noise")?;
        arguments.ignore(&["cooldown_epochs"]);
        Ok(Self {
            unit: updates.filter(|_| on_updates),
            stretch: updates.filter(|_| !on_updates),
            epochs: arguments.required("epochs")?,
            warmup: arguments.required("warmup_epochs")?,
            warmup_prefix: arguments.or("warmup_prefix", false)?,
        })
    }

    fn build(&self, sched: &str, base: f64, arguments: &mut Arguments<'_>) -> Result<Built, InteropError> {
        let (class, more) = self.class(sched, arguments)?;
        let NonNegative(warmup_lr) = arguments.required("warmup_lr")?;
        let mut kwargs = vec![
            ("warmup_t", self.time(self.warmup).into()),
            ("warmup_lr_init", warmup_lr.into()),
            ("t_in_epochs", self.unit.is_none().into()),
        ];
        if class != "WSDLRScheduler" {
            kwargs.push(("warmup_prefix", self.warmup_prefix.into()));
        }
        kwargs.extend(more);
        let kwargs: Value = kwargs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        classes::find(class)?(Builder::new(base, Arguments::new(&kwargs, arguments.path())?)?)
    }

    /// The class of a scheduler, with what is its own.
    fn class(
        &self,
        sched: &str,
        arguments: &mut Arguments<'_>,
    ) -> Result<(&'static str, Parameters), InteropError> {
        match sched {
            "cosine" => {
                let k_decay = ("k_decay", arguments.or("lr_k_decay", 1.0)?.into());
                Ok(("CosineLRScheduler", self.cycles(arguments, vec![k_decay])?))
            }
            "tanh" => Ok(("TanhLRScheduler", self.cycles(arguments, Vec::new())?)),
            "poly" => {
                let power: f64 = arguments.required("decay_rate")?;
                let k_decay = arguments.or("lr_k_decay", 1.0)?.into();
                let own = vec![("power", power.into()), ("k_decay", k_decay)];
                Ok(("PolyLRScheduler", self.cycles(arguments, own)?))
            }
            "step" => {
                let decay_t = arguments.optional("decay_epochs")?.unwrap_or(90.0) * self.unit();
                Ok(("StepLRScheduler", vec![("decay_t", decay_t.into()), decay_rate(arguments)?]))
            }
            "constant" => Ok(("StepLRScheduler", vec![("decay_t", 1.0.into()), ("decay_rate", 1.0.into())])),
            "multistep" => {
                let milestones: Vec<u64> = arguments.required("decay_milestones")?;
                let times = milestones.into_iter().map(|epoch| Value::from(self.time(epoch))).collect();
                Ok(("MultiStepLRScheduler", vec![("decay_t", times), decay_rate(arguments)?]))
            }
            "wsd" | "rsqrt" => Ok(("WSDLRScheduler", self.stable(sched == "rsqrt", arguments)?)),
            "plateau" => Err(follows_a_metric(&arguments.path_of("sched"))),
            other => {
                let got = text::shortened(other);
                let problem = format!(
                    "must be `cosine`, `tanh`, `poly`, `step`, `multistep`, `wsd`, `rsqrt`, `constant` or `none`, \
                     got {got:?}"
                );
                Err(arguments.refuse("sched", problem))
            }
        }
    }

    fn cycles(&self, arguments: &mut Arguments<'_>, mut own: Parameters) -> Result<Parameters, InteropError> {
        let NonNegative(min_lr) = arguments.required("min_lr")?;
        let limit: u64 = arguments.or("lr_cycle_limit", 1)?;
        own.extend([
            ("t_initial", self.time(self.epochs).into()),
            ("lr_min", min_lr.into()),
            ("cycle_mul", arguments.or("lr_cycle_mul", 1.0)?.into()),
            ("cycle_limit", limit.into()),
        ]);
        // Without a second cycle it has no effect.
        let decay: f64 = arguments.or("lr_cycle_decay", 0.1)?;
        own.push(("cycle_decay", decay.into()));
        Ok(own)
    }

    /// `wsd` and `rsqrt`: the warmup comes before, and `epochs` includes it by default.
    fn stable(&self, is_root: bool, arguments: &mut Arguments<'_>) -> Result<Parameters, InteropError> {
        let warmup = if self.warmup_prefix { 0 } else { self.warmup };
        let length = self.time(self.epochs.saturating_sub(warmup));
        let given = arguments.optional("decay_epochs")?.unwrap_or(0.2);
        let is_share = given > 0.0 && given < 1.0;
        let decay = given * if is_share { StepCount::from(length).to_f64() } else { self.unit() };
        let Some(decay) = StepCount::from(decay.round_ties_even()).whole() else {
            return Err(arguments.refuse("decay_epochs", format!("must be from 0 to 2^64, got {given:?}")));
        };
        let (stable_fn, default) = if is_root { ("rsqrt", "linear") } else { ("constant", "1-sqrt") };
        let NonNegative(min_lr) = arguments.required("min_lr")?;
        let decay_fn: Option<&str> = arguments.optional("lr_decay_fn")?;
        let mut own = vec![
            ("t_initial", length.into()),
            ("decay_t", decay.into()),
            ("lr_min", min_lr.into()),
            ("stable_fn", stable_fn.into()),
            ("decay_fn", decay_fn.unwrap_or(default).into()),
        ];
        let timescale: Option<f64> = arguments.optional("lr_stable_timescale")?;
        own.extend(timescale.map(|timescale| ("stable_timescale", (timescale * self.unit()).into())));
        Ok(own)
    }

    /// A number of epochs in the time of the scheduler.
    fn time(&self, epochs: u64) -> u64 {
        epochs.saturating_mul(self.unit.unwrap_or(1))
    }

    fn unit(&self) -> f64 {
        StepCount::from(self.unit.unwrap_or(1)).to_f64()
    }
}

fn decay_rate(arguments: &mut Arguments<'_>) -> Result<(&'static str, Value), InteropError> {
    let NonNegative(rate) = arguments.required("decay_rate")?;
    Ok(("decay_rate", rate.into()))
}
