//! Reads the header `Retry-After`.

use core::time::Duration;

/// Returns how long to wait: seconds, or the time from one date to another; none where the date is
/// past.
pub(super) fn wait(retry_after: &str, date: Option<&str>) -> Option<Duration> {
    let value = retry_after.trim_ascii();
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.parse().ok().map(Duration::from_secs);
    }
    let seconds = seconds_of(value)? - seconds_of(date?)?;
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or_default()))
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Returns the seconds from 1970 to a date such as `Sun, 06 Nov 1994 08:49:37 GMT`, the one form in
/// which servers send dates.
fn seconds_of(date: &str) -> Option<i64> {
    let (_weekday, date) = date.trim_ascii().strip_suffix(" GMT")?.split_once(", ")?;
    let mut words = date.split([' ', ':']);
    let day = number(words.next()?, 2, 31)?;
    let month = words.next()?;
    let month = i64::try_from(MONTHS.iter().position(|name| *name == month)?).ok()?;
    let year = number(words.next()?, 4, 9999)?;
    let hour = number(words.next()?, 2, 23)?;
    let minute = number(words.next()?, 2, 59)?;
    // A leap second.
    let second = number(words.next()?, 2, 60)?;
    if words.next().is_some() {
        return None;
    }
    // Here a year begins in March, so that a leap day is the last one of its year.
    let (year, month) = if month < 2 { (year - 1, month + 10) } else { (year, month - 2) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // The first year began 719,468 days before 1970. Months have 30 or 31 days, by this formula.
    let days = year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

/// Reads a number that has exactly so many digits.
fn number(text: &str, digits: usize, limit: i64) -> Option<i64> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && *number <= limit)
}
