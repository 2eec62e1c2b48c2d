use core::fmt;

/// The part of the platform that raised an error, as the exceptions of the SDKs name it.
///
/// # Examples
/// ```
/// use yuanrong_errors::Module;
///
/// assert_eq!(Module::from_code(30), Module::DataSystem);
/// assert_eq!(Module::DataSystem.to_string(), "data system");
/// assert_eq!(Module::from_code(77).code(), 77);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Module {
    /// 10: the core.
    Core,
    /// 20: the runtime.
    Runtime,
    /// 21: the runtime, when it creates an instance.
    RuntimeCreate,
    /// 22: the runtime, when it invokes a function.
    RuntimeInvoke,
    /// 23: the runtime, when it kills an instance.
    RuntimeKill,
    /// 30: the data system.
    DataSystem,
    /// Any other number.
    Other(OtherModule),
}

/// The number of an unknown module. Only [`Module::from_code`] makes one.
///
/// # Examples
/// ```
/// use yuanrong_errors::Module;
///
/// let Module::Other(number) = Module::from_code(77) else { panic!("77 is a known module") };
/// assert_eq!(number.get(), 77);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OtherModule(i32);

impl OtherModule {
    /// Returns the number.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Module;
    ///
    /// if let Module::Other(number) = Module::from_code(77) {
    ///     println!("module {}", number.get());
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub const fn get(self) -> i32 {
        self.0
    }
}

impl Module {
    const KNOWN: [Self; 6] = [
        Self::Core,
        Self::Runtime,
        Self::RuntimeCreate,
        Self::RuntimeInvoke,
        Self::RuntimeKill,
        Self::DataSystem,
    ];

    /// Returns the module with this number.
    ///
    /// # Examples
    /// ```
    /// use yuanrong_errors::Module;
    ///
    /// assert_eq!(Module::from_code(10), Module::Core);
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_code(code: i32) -> Self {
        match code {
            10 => Self::Core,
            20 => Self::Runtime,
            21 => Self::RuntimeCreate,
            22 => Self::RuntimeInvoke,
            23 => Self::RuntimeKill,
            30 => Self::DataSystem,
            _ => Self::Other(OtherModule(code)),
        }
    }

    /// Returns the number.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(yuanrong_errors::Module::RuntimeKill.code(), 23);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(self) -> i32 {
        match self {
            Self::Core => 10,
            Self::Runtime => 20,
            Self::RuntimeCreate => 21,
            Self::RuntimeInvoke => 22,
            Self::RuntimeKill => 23,
            Self::DataSystem => 30,
            Self::Other(number) => number.0,
        }
    }

    /// Returns the module that `Display` writes by this name, in any case.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::KNOWN
            .into_iter()
            .find(|module| module.name().is_some_and(|known| known.eq_ignore_ascii_case(name)))
    }

    const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Core => "core",
            Self::Runtime => "runtime",
            Self::RuntimeCreate => "runtime create",
            Self::RuntimeInvoke => "runtime invoke",
            Self::RuntimeKill => "runtime kill",
            Self::DataSystem => "data system",
            Self::Other(_) => return None,
        })
    }
}

/// Writes the name, or the number of an unknown module.
impl fmt::Display for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None => self.code().fmt(f),
        }
    }
}

impl From<i32> for Module {
    #[inline]
    fn from(code: i32) -> Self {
        Self::from_code(code)
    }
}
