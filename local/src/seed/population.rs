//! Realistic profiles, the same in every run: `n` seeds everything about the n-th user.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rand::RngExt as _;
use rand::rngs::SmallRng;
use shared::domain::{Email, Gender, Problem, Profile, UserId, Username};

use super::chance::{Aspect, pick, rng};

const FIRST_NAMES: [(&str, Gender); 40] = [
    ("Amara", Gender::Female),
    ("Aiko", Gender::Female),
    ("Beatriz", Gender::Female),
    ("Chiara", Gender::Female),
    ("Dilnoza", Gender::Female),
    ("Elif", Gender::Female),
    ("Freya", Gender::Female),
    ("Greta", Gender::Female),
    ("Hana", Gender::Female),
    ("Ingrid", Gender::Female),
    ("Jola", Gender::Female),
    ("Kalinda", Gender::Female),
    ("Leila", Gender::Female),
    ("Mirela", Gender::Female),
    ("Nadia", Gender::Female),
    ("Olivia", Gender::Female),
    ("Priya", Gender::Female),
    ("Quynh", Gender::Female),
    ("Rosa", Gender::Female),
    ("Svetlana", Gender::Female),
    ("Anders", Gender::Male),
    ("Bilal", Gender::Male),
    ("Cheng", Gender::Male),
    ("Diego", Gender::Male),
    ("Emeka", Gender::Male),
    ("Farid", Gender::Male),
    ("Giorgi", Gender::Male),
    ("Hugo", Gender::Male),
    ("Ivo", Gender::Male),
    ("Jonas", Gender::Male),
    ("Kwame", Gender::Male),
    ("Luca", Gender::Male),
    ("Mateo", Gender::Male),
    ("Nikhil", Gender::Male),
    ("Omar", Gender::Male),
    ("Pavel", Gender::Male),
    ("Robin", Gender::Unspecified),
    ("Sasha", Gender::Unspecified),
    ("Tomasz", Gender::Male),
    ("Yuki", Gender::Unspecified),
];

const LAST_NAMES: [&str; 40] = [
    "Abebe",
    "Almeida",
    "Andersson",
    "Bakker",
    "Bianchi",
    "Chen",
    "Costa",
    "Demir",
    "Diallo",
    "Fischer",
    "Garcia",
    "Haddad",
    "Horvat",
    "Ibrahim",
    "Ivanova",
    "Jansen",
    "Kaya",
    "Kim",
    "Kowalski",
    "Kumar",
    "Lindqvist",
    "Lopez",
    "Mensah",
    "Moreau",
    "Nakamura",
    "Nguyen",
    "Novak",
    "Okafor",
    "Oliveira",
    "Papadakis",
    "Petrov",
    "Rahman",
    "Rossi",
    "Sato",
    "Silva",
    "Svensson",
    "Tanaka",
    "Weber",
    "Yilmaz",
    "Zhang",
];

const PLACES: [(&str, &str); 16] = [
    ("Accra", "5.6037,-0.1870"),
    ("Bologna", "44.4949,11.3426"),
    ("Buenos Aires", "-34.6037,-58.3816"),
    ("Gdańsk", "54.3520,18.6466"),
    ("Hanoi", "21.0278,105.8342"),
    ("İzmir", "38.4237,27.1428"),
    ("Kyoto", "35.0116,135.7681"),
    ("Lagos", "6.5244,3.3792"),
    ("Leipzig", "51.3397,12.3731"),
    ("Lisbon", "38.7223,-9.1393"),
    ("Medellín", "6.2476,-75.5658"),
    ("Montréal", "45.5019,-73.5674"),
    ("Pune", "18.5204,73.8567"),
    ("Split", "43.5081,16.4402"),
    ("Tbilisi", "41.7151,44.8271"),
    ("Uppsala", "59.8586,17.6389"),
];

const OCCUPATIONS: [(&str, &str); 12] = [
    ("baker", "a bakery"),
    ("botanist", "the botanical garden"),
    ("cartographer", "the land registry"),
    ("cook", "a small restaurant"),
    ("game designer", "a studio of five"),
    ("librarian", "the city library"),
    ("luthier", "a workshop"),
    ("nurse", "the children's hospital"),
    ("photographer", "myself"),
    ("programmer", "a cooperative"),
    ("sailor", "the ferry line"),
    ("teacher", "a primary school"),
];

const INTERESTS: [&str; 12] = [
    "board games with too many pieces",
    "climbing before breakfast",
    "old synthesizers",
    "long train rides",
    "repairing bicycles",
    "platformers and speedruns",
    "sourdough",
    "street photography",
    "bird song",
    "science fiction of the seventies",
    "swimming in cold lakes",
    "tea from everywhere",
];

/// The number of the user whom a visitor can be: an ordinary one with friends, requests and a home feed.
pub const EXAMPLE: u64 = 0;
/// The number of the first user who is staff.
pub const STAFF: u64 = 1;
/// The number of the user whose account is deactivated.
pub const DEACTIVATED: u64 = 2;

/// Whether the n-th user is staff: one of a hundred.
pub fn is_staff(n: u64) -> bool {
    n % 100 == STAFF
}

/// Whether the account of the n-th user is deactivated.
pub fn is_deactivated(n: u64) -> bool {
    n == DEACTIVATED
}

/// The username of the n-th user.
pub fn username(n: u64) -> String {
    let ((first, _), last) = names(&mut rng(Aspect::Profile, n));
    format!("{}_{}_{n}", first.to_lowercase(), last.to_lowercase())
}

/// How long before the creation of the account the n-th user joined: up to two years.
pub fn time_since_joining(n: u64) -> SignedDuration {
    let rng = &mut rng(Aspect::Profile, n);
    names(rng);
    draw_time_since_joining(rng)
}

/// The profile of the n-th user, whose account is created now.
pub fn profile(n: u64, now: Timestamp) -> Result<Profile, Problem> {
    let rng = &mut rng(Aspect::Profile, n);
    let ((first, gender), last) = names(rng);
    let joined = now.checked_sub(draw_time_since_joining(rng)).unwrap_or(now);
    let email = format!("{}.{}.{n}@example.org", first.to_lowercase(), last.to_lowercase());
    let mut profile =
        Profile::new(UserId::generate(joined), Username::parse(&username(n))?, Some(Email::parse(&email)?));
    profile.email_isvalid = rng.random_bool(0.7);
    profile.real_name = format!("{first} {last}");
    first.clone_into(&mut profile.first_name);
    last.clone_into(&mut profile.last_name);
    profile.gender = gender;
    // Not every user fills in every field.
    let (place, coordinates) = pick(rng, &PLACES);
    if rng.random_bool(0.8) {
        place.clone_into(&mut profile.location);
        coordinates.clone_into(&mut profile.location_lat_lng);
    }
    let (occupation, employer) = pick(rng, &OCCUPATIONS);
    if rng.random_bool(0.7) {
        let (one, other) = (pick(rng, &INTERESTS), pick(rng, &INTERESTS));
        profile.bio =
            format!("{first} from {place}. {}, fond of {one}.\nAsk me about {other}.", capitalised(occupation));
    }
    if rng.random_bool(0.5) {
        profile.description = format!("{} in {place}", capitalised(occupation));
        occupation.clone_into(&mut profile.company_role);
        employer.clone_into(&mut profile.company_name);
    }
    if rng.random_bool(0.6) {
        let (year, month, day) = (rng.random_range(1955..=2007), rng.random_range(1..=12), rng.random_range(1..=28));
        profile.birthday = Date::new(year, month, day).ok();
    }
    if rng.random_bool(0.3) {
        profile.website = format!("https://{}.example.org", username(n).replace('_', "-"));
    }
    Ok(profile)
}

/// First and last name. They take the first two values of the generator, so that [`username`] needs no others.
fn names(rng: &mut SmallRng) -> ((&'static str, Gender), &'static str) {
    (pick(rng, &FIRST_NAMES), pick(rng, &LAST_NAMES))
}

/// The third value of the generator.
fn draw_time_since_joining(rng: &mut SmallRng) -> SignedDuration {
    const TWO_YEARS_MS: i64 = 2 * 365 * 24 * 60 * 60 * 1_000;
    SignedDuration::from_millis(rng.random_range(0..TWO_YEARS_MS))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
