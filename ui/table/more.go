package table

import "strconv"

// More are ways to say how many lines are out of sight above and below, the widest
// first; none when all are in view.
func More(above, below int) []string {
	up, down := "↑"+strconv.Itoa(above), "↓"+strconv.Itoa(below)
	switch {
	case above > 0 && below > 0:
		return []string{strconv.Itoa(above) + " ↑  " + strconv.Itoa(below) + " more ↓", up + " " + down, down}
	case above > 0:
		return []string{strconv.Itoa(above) + " more ↑", up}
	case below > 0:
		return []string{strconv.Itoa(below) + " more ↓", down}
	}
	return nil
}
