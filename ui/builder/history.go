package builder

// history keeps every state that an edit has left behind.
type history struct {
	past, future []step
}

// step is a state, and what the edit did that led away from it.
type step struct {
	doc  document
	edit string
}

// record keeps the state before an edit. What was undone can't be redone after
// it.
func (h *history) record(before document, edit string) {
	h.past = append(h.past, step{before, edit})
	h.future = nil
}

// undo goes back one edit and says which.
func (h *history) undo(now document) (document, string, bool) {
	return swap(&h.past, &h.future, now)
}

// redo does an edit again that was undone.
func (h *history) redo(now document) (document, string, bool) {
	return swap(&h.future, &h.past, now)
}

// swap takes the last step of one side and puts the present state on the other.
func swap(from, to *[]step, now document) (document, string, bool) {
	if len(*from) == 0 {
		return now, "", false
	}
	last := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = append(*to, step{now, last.edit})
	return last.doc, last.edit, true
}
