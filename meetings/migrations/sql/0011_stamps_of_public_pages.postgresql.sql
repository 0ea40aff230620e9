CREATE OR REPLACE FUNCTION stamp_meetings_meeting() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_meeting AFTER INSERT OR UPDATE OR DELETE ON meetings_meeting FOR EACH ROW EXECUTE FUNCTION stamp_meetings_meeting();

CREATE OR REPLACE FUNCTION stamp_meetings_meetingmove() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_meetingmove AFTER INSERT OR UPDATE OR DELETE ON meetings_meetingmove FOR EACH ROW EXECUTE FUNCTION stamp_meetings_meetingmove();

CREATE OR REPLACE FUNCTION stamp_meetings_agendaversion() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_agendaversion AFTER INSERT OR UPDATE OR DELETE ON meetings_agendaversion FOR EACH ROW EXECUTE FUNCTION stamp_meetings_agendaversion();

CREATE OR REPLACE FUNCTION stamp_meetings_minutesversion() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_minutesversion AFTER INSERT OR UPDATE OR DELETE ON meetings_minutesversion FOR EACH ROW EXECUTE FUNCTION stamp_meetings_minutesversion();

CREATE OR REPLACE FUNCTION stamp_meetings_takedown() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_takedown AFTER INSERT OR UPDATE OR DELETE ON meetings_takedown FOR EACH ROW EXECUTE FUNCTION stamp_meetings_takedown();

CREATE OR REPLACE FUNCTION stamp_meetings_takedownwords() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_takedownwords AFTER INSERT OR UPDATE OR DELETE ON meetings_takedownwords FOR EACH ROW EXECUTE FUNCTION stamp_meetings_takedownwords();

CREATE OR REPLACE FUNCTION stamp_meetings_certificate() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_certificate AFTER INSERT OR UPDATE OR DELETE ON meetings_certificate FOR EACH ROW EXECUTE FUNCTION stamp_meetings_certificate();

CREATE OR REPLACE FUNCTION stamp_meetings_privatenotice() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE(NEW.meeting_id, 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE(OLD.meeting_id, 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_privatenotice AFTER INSERT OR UPDATE OR DELETE ON meetings_privatenotice FOR EACH ROW EXECUTE FUNCTION stamp_meetings_privatenotice();

CREATE OR REPLACE FUNCTION stamp_meetings_minutes() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-1); PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE(NEW.meeting_id, 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE(OLD.meeting_id, 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_minutes AFTER INSERT OR UPDATE OR DELETE ON meetings_minutes FOR EACH ROW EXECUTE FUNCTION stamp_meetings_minutes();

CREATE OR REPLACE FUNCTION stamp_meetings_agendaitem() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE(NEW.meeting_id, 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE(OLD.meeting_id, 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_agendaitem AFTER INSERT OR UPDATE OR DELETE ON meetings_agendaitem FOR EACH ROW EXECUTE FUNCTION stamp_meetings_agendaitem();

CREATE OR REPLACE FUNCTION stamp_meetings_minute() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = NEW.minutes_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = OLD.minutes_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_minute AFTER INSERT OR UPDATE OR DELETE ON meetings_minute FOR EACH ROW EXECUTE FUNCTION stamp_meetings_minute();

CREATE OR REPLACE FUNCTION stamp_meetings_attendee() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = NEW.minutes_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = OLD.minutes_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_attendee AFTER INSERT OR UPDATE OR DELETE ON meetings_attendee FOR EACH ROW EXECUTE FUNCTION stamp_meetings_attendee();

CREATE OR REPLACE FUNCTION stamp_meetings_declaration() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = NEW.minutes_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = OLD.minutes_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_declaration AFTER INSERT OR UPDATE OR DELETE ON meetings_declaration FOR EACH ROW EXECUTE FUNCTION stamp_meetings_declaration();

CREATE OR REPLACE FUNCTION stamp_meetings_breach() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_declaration d JOIN meetings_minutes m ON m.id = d.minutes_id WHERE d.id = NEW.declaration_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_declaration d JOIN meetings_minutes m ON m.id = d.minutes_id WHERE d.id = OLD.declaration_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_breach AFTER INSERT OR UPDATE OR DELETE ON meetings_breach FOR EACH ROW EXECUTE FUNCTION stamp_meetings_breach();

CREATE OR REPLACE FUNCTION stamp_meetings_presence() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_attendee a JOIN meetings_minutes m ON m.id = a.minutes_id WHERE a.id = NEW.attendee_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_attendee a JOIN meetings_minutes m ON m.id = a.minutes_id WHERE a.id = OLD.attendee_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_presence AFTER INSERT OR UPDATE OR DELETE ON meetings_presence FOR EACH ROW EXECUTE FUNCTION stamp_meetings_presence();

CREATE OR REPLACE FUNCTION stamp_meetings_resolution() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minute e JOIN meetings_minutes m ON m.id = e.minutes_id WHERE e.id = NEW.minute_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minute e JOIN meetings_minutes m ON m.id = e.minutes_id WHERE e.id = OLD.minute_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_resolution AFTER INSERT OR UPDATE OR DELETE ON meetings_resolution FOR EACH ROW EXECUTE FUNCTION stamp_meetings_resolution();

CREATE OR REPLACE FUNCTION stamp_meetings_vote() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_resolution r JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE r.id = NEW.resolution_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_resolution r JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE r.id = OLD.resolution_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_vote AFTER INSERT OR UPDATE OR DELETE ON meetings_vote FOR EACH ROW EXECUTE FUNCTION stamp_meetings_vote();

CREATE OR REPLACE FUNCTION stamp_meetings_limb() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_resolution r JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE r.id = NEW.resolution_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_resolution r JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE r.id = OLD.resolution_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_limb AFTER INSERT OR UPDATE OR DELETE ON meetings_limb FOR EACH ROW EXECUTE FUNCTION stamp_meetings_limb();

CREATE OR REPLACE FUNCTION stamp_meetings_action() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE(NEW.meeting_id, 0)); PERFORM stamp_pages(COALESCE(COALESCE((SELECT m.meeting_id FROM meetings_limb l JOIN meetings_resolution r ON r.id = l.resolution_id JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE l.id = NEW.limb_id), NEW.meeting_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE(OLD.meeting_id, 0)); PERFORM stamp_pages(COALESCE(COALESCE((SELECT m.meeting_id FROM meetings_limb l JOIN meetings_resolution r ON r.id = l.resolution_id JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE l.id = OLD.limb_id), OLD.meeting_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_action AFTER INSERT OR UPDATE OR DELETE ON meetings_action FOR EACH ROW EXECUTE FUNCTION stamp_meetings_action();

CREATE OR REPLACE FUNCTION stamp_meetings_answer() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT a.meeting_id FROM meetings_action a WHERE a.id = NEW.action_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT a.meeting_id FROM meetings_action a WHERE a.id = OLD.action_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_answer AFTER INSERT OR UPDATE OR DELETE ON meetings_answer FOR EACH ROW EXECUTE FUNCTION stamp_meetings_answer();

CREATE OR REPLACE FUNCTION stamp_meetings_paper() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_agendaitem i WHERE i.id = NEW.item_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_agendaitem i WHERE i.id = OLD.item_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_paper AFTER INSERT OR UPDATE OR DELETE ON meetings_paper FOR EACH ROW EXECUTE FUNCTION stamp_meetings_paper();

CREATE OR REPLACE FUNCTION stamp_meetings_paperfile() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = NEW.paper_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = OLD.paper_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_paperfile AFTER INSERT OR UPDATE OR DELETE ON meetings_paperfile FOR EACH ROW EXECUTE FUNCTION stamp_meetings_paperfile();

CREATE OR REPLACE FUNCTION stamp_meetings_backgrounddocument() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = NEW.paper_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = OLD.paper_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_backgrounddocument AFTER INSERT OR UPDATE OR DELETE ON meetings_backgrounddocument FOR EACH ROW EXECUTE FUNCTION stamp_meetings_backgrounddocument();

CREATE OR REPLACE FUNCTION stamp_meetings_pagetext() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paperfile f JOIN meetings_paper p ON p.id = f.paper_id JOIN meetings_agendaitem i ON i.id = p.item_id WHERE f.id = NEW.file_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paperfile f JOIN meetings_paper p ON p.id = f.paper_id JOIN meetings_agendaitem i ON i.id = p.item_id WHERE f.id = OLD.file_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_pagetext AFTER INSERT OR UPDATE OR DELETE ON meetings_pagetext FOR EACH ROW EXECUTE FUNCTION stamp_meetings_pagetext();

CREATE OR REPLACE FUNCTION stamp_meetings_publishedpaper() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT v.meeting_id FROM meetings_agendaversion v WHERE v.id = NEW.version_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT v.meeting_id FROM meetings_agendaversion v WHERE v.id = OLD.version_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_publishedpaper AFTER INSERT OR UPDATE OR DELETE ON meetings_publishedpaper FOR EACH ROW EXECUTE FUNCTION stamp_meetings_publishedpaper();

CREATE OR REPLACE FUNCTION stamp_meetings_pack() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE(NEW.meeting_id, 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE(OLD.meeting_id, 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_pack AFTER INSERT OR UPDATE OR DELETE ON meetings_pack FOR EACH ROW EXECUTE FUNCTION stamp_meetings_pack();
