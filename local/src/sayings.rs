//! What people say.

/// Beginnings of posts, most of which end there.
pub const OPENINGS: [&str; 16] = [
    "Back from a week without a screen. The garden has noticed; nobody else has.",
    "If anybody finds a green glove on the tram line 4: it misses its twin.",
    "The new bread is a brick again. I have begun to build with it.",
    "Somebody left a box of old atlases by the door. There goes the weekend.",
    "First time up the north ridge in fog. One sees less and hears more.",
    "Three repairs today, one of them on purpose.",
    "Does anybody still write letters? I owe one to somebody who does.",
    "We played until the board ran out of pieces. Recommended, with enough tea.",
    "The ferry was late, so I counted gulls. Forty-one, and one that may have been a bag.",
    "A pupil asked today why maps have no smell. I am still thinking.",
    "I have learnt to solder, which is to say I have learnt to ventilate.",
    "Rain on the workshop roof, radio on low. It could be worse.",
    "The choir needs a second alto, and I need a first excuse.",
    "Found: a photograph of this very street, a hundred years younger.",
    "Cold lake, warm soup. In this order.",
    "Today I gave directions in a language that I do not speak. They arrived.",
];

/// Titles of discussions.
pub const TITLES: [&str; 10] = [
    "What did you unlearn this year?",
    "Trains that are worth a detour",
    "Tools you would buy again",
    "Quiet places in loud cities",
    "How do you keep a notebook?",
    "The meeting next Thursday",
    "Books for a long winter",
    "Who repairs clocks around here?",
    "Beginners welcome: bird song",
    "A board game evening, again",
];

/// Questions of polls, with what there is to choose from.
pub const QUESTIONS: [(&str, [&str; 3]); 6] = [
    ("When shall we meet?", ["Thursday evening", "Saturday morning", "Whenever it rains"]),
    ("Which first?", ["The bridge", "The tower", "The bakery"]),
    ("Tea or what?", ["Green", "Black", "Coffee, sorry"]),
    ("How did you hear of us?", ["A friend", "A poster", "By accident"]),
    ("What is missing?", ["More light", "More chairs", "Nothing"]),
    ("Next instrument?", ["Accordion", "Double bass", "Spoons"]),
];
