package ovhsim

import "net/http"

func (s *Server) servePage(w http.ResponseWriter, _ *http.Request) { http.NotFound(w, nil) }
