//! What the generator makes of a data folder: of mistakes, and of large tables.

mod folder;
mod large;
mod mistakes;
