package views

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/obferry/obferry/engine/words"
)

// stageRows shows the stages of a connection test as they pass.
func stageRows(stages []Stage) fyne.CanvasObject {
	rows := container.New(&flowLayout{gap: Grid * 2})
	for _, s := range stages {
		t := map[StageState]tone{StageWaiting: tonePending, StageRunning: toneRunning, StagePassed: toneOK, StageFailed: toneError}[s.State]
		word := words.Say(s.ID)
		if s.State == StagePassed && s.Took > 0 {
			word += " " + took(s.Took)
		}
		rows.Add(newStatus(t, word))
	}
	return rows
}

func took(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", max(1, d.Milliseconds()))
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
