// Package job reads the jobs of DataX and writes them: [Read] turns a job's file into a
// plan, [Write] a plan into jobs, one for each table.
//
// A job is taken as DataX would run it. What of it a plan has no words for is never
// passed over: where rows would arrive other than DataX would have written them, the job
// is refused; where it only has no meaning here, a note tells. A parameter that neither
// DataX nor this package knows is refused with its place and the name that was perhaps
// meant.
package job
