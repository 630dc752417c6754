//! The texts that sample users publish.

/// Texts of posts and discussions.
pub const POST_TEXTS: [&str; 16] = [
    "Back from a week without a screen. The garden noticed; no one else did.",
    "If anyone finds a green glove on tram line 4: its twin misses it.",
    "The new bread is a brick again. I have started building with it.",
    "Someone left a box of old atlases by the door. There goes the weekend.",
    "First time up the north ridge in fog. You see less and hear more.",
    "Three repairs today, one of them on purpose.",
    "Does anyone still write letters? I owe one to a friend who does.",
    "We played until the board ran out of pieces. Recommended, with enough tea.",
    "The ferry was late, so I counted gulls. Forty-one, and one that may have been a bag.",
    "A pupil asked me today why maps have no smell. I am still thinking about it.",
    "I have learnt to solder, which is to say I have learnt to ventilate.",
    "Rain on the workshop roof, radio on low. It could be worse.",
    "The choir needs a second alto, and I need a first excuse.",
    "Found: a photograph of this very street, a hundred years younger.",
    "Cold lake, warm soup. In that order.",
    "Today I gave directions in a language I do not speak. They got there.",
];

/// Texts of comments.
pub const COMMENT_TEXTS: [&str; 10] = [
    "I was about to write the same, with fewer words.",
    "Which street is that? I must have passed it a hundred times.",
    "Save me a seat, and a slice.",
    "That explains the noise on Sunday.",
    "My neighbour swears by vinegar. I have not tried.",
    "Thank you, this made my morning.",
    "It took me three attempts. The fourth was worse.",
    "Bring a lamp next time, the path is dark after six.",
    "There is a shorter way, but it has a dog.",
    "I still have the book that you lent me in spring.",
];

/// Texts of replies.
pub const REPLY_TEXTS: [&str; 6] = [
    "Come by whenever you like.",
    "You are right, I looked it up.",
    "Ask me again on Monday.",
    "The dog is friendly. The goose is not.",
    "That was my first thought too.",
    "Next time I take a picture.",
];

/// Titles of discussions.
pub const DISCUSSION_TITLES: [&str; 10] = [
    "What did you unlearn this year?",
    "Trains worth a detour",
    "Tools you would buy again",
    "Quiet places in loud cities",
    "How do you keep a notebook?",
    "The meeting next Thursday",
    "Books for a long winter",
    "Who repairs clocks around here?",
    "Beginners welcome: bird song",
    "Another board game evening",
];

/// Questions of polls, with their choices.
pub const POLLS: [(&str, [&str; 3]); 6] = [
    ("When shall we meet?", ["Thursday evening", "Saturday morning", "Whenever it rains"]),
    ("Where to first?", ["The bridge", "The tower", "The bakery"]),
    ("Tea or what?", ["Green", "Black", "Coffee, sorry"]),
    ("How did you hear about us?", ["A friend", "A poster", "By accident"]),
    ("What is missing?", ["More light", "More chairs", "Nothing"]),
    ("Next instrument?", ["Accordion", "Double bass", "Spoons"]),
];
