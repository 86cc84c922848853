package app

import (
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/words"
	"github.com/obferry/obferry/views"
)

// nothing is what a picture of the window wants: nobody can click on it.
type nothing struct{}

var _ views.Intents = nothing{}

func (nothing) Open(views.Step)                 {}
func (nothing) Next()                           {}
func (nothing) Back()                           {}
func (nothing) Cancel()                         {}
func (nothing) StartOver()                      {}
func (nothing) SwitchLanguage(words.Language)   {}
func (nothing) SwitchTheme(bool)                {}
func (nothing) Copy(string)                     {}
func (nothing) ChooseSource(views.Door)         {}
func (nothing) EditSource(views.Form)           {}
func (nothing) TestSource()                     {}
func (nothing) BrowseFile()                     {}
func (nothing) ChooseFile(string)               {}
func (nothing) ChooseTarget(views.Door)         {}
func (nothing) EditTarget(views.Form)           {}
func (nothing) NameDatabase(string)             {}
func (nothing) TestTarget()                     {}
func (nothing) StartPractice()                  {}
func (nothing) StopPractice()                   {}
func (nothing) TakeTable(int, bool)             {}
func (nothing) TakeTables([]int)                {}
func (nothing) RenameTarget(int, string)        {}
func (nothing) RenameColumn(int, int, string)   {}
func (nothing) EditColumnType(int, int, string) {}
func (nothing) ReadSheet(int, sheet.Layout)     {}
func (nothing) EditDDL(int, string)             {}
func (nothing) DiscardDDL(int)                  {}
func (nothing) TryDDL(int)                      {}
func (nothing) SetMode(engine.Mode)             {}
func (nothing) SetOption(views.Option, int64)   {}
func (nothing) SetVerify(bool)                  {}
func (nothing) SetErrorFile(string)             {}
func (nothing) SetDuplicates(string)            {}
func (nothing) RunPreflight()                   {}
func (nothing) Run()                            {}
func (nothing) Pause()                          {}
func (nothing) Resume()                         {}
func (nothing) Stop()                           {}
func (nothing) OpenErrors()                     {}
func (nothing) RetryRows()                      {}
func (nothing) RunAgain()                       {}
func (nothing) SavePlan()                       {}
func (nothing) ResumeRun(int)                   {}
func (nothing) ForgetRun(int)                   {}
func (nothing) HoldTour()                       {}
func (nothing) ContinueTour()                   {}
