// Package stream makes rows up: constants and random values, by the layout that a plan
// gives for a table. It serves to load a table for a test, and to measure what reading
// from a real source costs.
//
// A cell is a function of the seed, its column and its row's number, and of nothing else.
// So a table's rows are the same each time, whichever reader makes them and in whatever
// order: a run that was cut off goes on with the rows that it would have written, and
// what was written can be compared.
package stream
