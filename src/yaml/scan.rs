//! Layout problems found before parsing.
