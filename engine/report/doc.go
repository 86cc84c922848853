// Package report writes what a person takes away from a run as .xlsx files: the rows
// that were refused ([Errors]) and an account of the run ([WriteRun]).
//
// # The error spreadsheet
//
// The first sheet groups the causes. Then comes one sheet a table; each row tells
// its number in this file, where it came from, what is wrong, the server's code,
// what to do, and every value under its column's name. All values are text, so that
// nothing is taken for a number, a date or a formula.
//
//   - NULL is an empty, shaded cell. An empty text is two double quotes, and a text
//     that begins and ends with a double quote gets another pair around it.
//   - Binary values, bits and geometries are 0x and hexadecimal digits.
//   - Control characters are shown as their pictures (U+2400 and following), bytes that
//     are no character as U+FFFD, and a text longer than a cell is cut, which it says.
//     What such a cell really holds stands on the hidden sheet "obferry values":
//     number of the row, column, "text" or "hex", number of the piece, piece, bytes of
//     the whole value.
//
// The hidden sheet "obferry" is for taking rows back (engine/source/refused), by whatever
// order they are then in. Its first row is "obferry" and the version of the format
// ([FormatVersion]); then come "about" ([About] as JSON), and for each table [EntryTable],
// [EntrySheet] for each of its sheets, and [EntryRow] for each of its rows. A row's root is
// what it is known by in all spreadsheets in which rows of one run go on. Its held cells are those that must be
// changed first, each as a position and the sum ([HeldSum]) of what it says.
//
// While rows come in they are kept in a spool beside the file (its name and
// ".partial"), which outlives a crash: [Errors.Resume] takes it up again.
package report
