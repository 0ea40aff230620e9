CREATE TRIGGER state_reviews_review_insert BEFORE INSERT ON reviews_review WHEN NEW.state <> 'proposed' BEGIN SELECT RAISE(ABORT, 'A review stands where its last step led.'); END;

CREATE TRIGGER state_reviews_review_update BEFORE UPDATE ON reviews_review WHEN NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM reviews_reviewstep s WHERE s.review_id = NEW.id AND s.to_state = NEW.state AND s.number = (SELECT MAX(s.number) FROM reviews_reviewstep s WHERE s.review_id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'A review stands where its last step led.'); END;

CREATE TRIGGER begins_reviews_reviewstep_insert BEFORE INSERT ON reviews_reviewstep WHEN NEW.from_state <> (SELECT r.state FROM reviews_review r WHERE r.id = NEW.review_id) OR NEW.number <> COALESCE((SELECT MAX(s.number) FROM reviews_reviewstep s WHERE s.review_id = NEW.review_id), 0) + 1 BEGIN SELECT RAISE(ABORT, 'A step of a review begins where the one before led.'); END;

CREATE TRIGGER monitored_reviews_review_update BEFORE UPDATE ON reviews_review WHEN NEW.monitored_by_id <> OLD.monitored_by_id AND NOT EXISTS (SELECT 1 FROM reviews_parent p WHERE p.review_id = NEW.id AND p.committee_id = NEW.monitored_by_id) BEGIN SELECT RAISE(ABORT, 'A review is monitored by one of its parents.'); END;

CREATE TRIGGER monitored_reviews_parent_delete BEFORE DELETE ON reviews_parent WHEN EXISTS (SELECT 1 FROM reviews_review r WHERE r.id = OLD.review_id AND r.monitored_by_id = OLD.committee_id) BEGIN SELECT RAISE(ABORT, 'A review is monitored by one of its parents.'); END;

CREATE TRIGGER monitored_reviews_parent_update BEFORE UPDATE ON reviews_parent WHEN NEW.review_id <> OLD.review_id OR NEW.committee_id <> OLD.committee_id BEGIN SELECT RAISE(ABORT, 'A review is monitored by one of its parents.'); END;

CREATE TRIGGER numbered_reviews_recommendation_update BEFORE UPDATE ON reviews_recommendation WHEN OLD.handed_down_at IS NOT NULL AND (NEW.number <> OLD.number OR NEW.review_id <> OLD.review_id OR NEW.handed_down_at IS NULL) BEGIN SELECT RAISE(ABORT, 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'); END;

CREATE TRIGGER numbered_reviews_recommendation_delete BEFORE DELETE ON reviews_recommendation WHEN OLD.handed_down_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'); END;

CREATE TRIGGER referenced_reviews_evidence_update BEFORE UPDATE ON reviews_evidence WHEN NEW.number <> OLD.number OR NEW.review_id <> OLD.review_id OR (OLD.forgotten_on IS NOT NULL AND NEW.forgotten_on IS NULL) BEGIN SELECT RAISE(ABORT, 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'); END;

CREATE TRIGGER referenced_reviews_evidence_delete BEFORE DELETE ON reviews_evidence WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'); END;

CREATE TRIGGER monitored_reviews_parent_insert BEFORE INSERT ON reviews_parent WHEN EXISTS (SELECT 1 FROM reviews_parent was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.committee_id = NEW.committee_id)) AND (EXISTS (SELECT 1 FROM reviews_review r WHERE r.id = was.review_id AND r.monitored_by_id = was.committee_id))) BEGIN SELECT RAISE(ABORT, 'A review is monitored by one of its parents.'); END;

CREATE TRIGGER numbered_reviews_recommendation_insert BEFORE INSERT ON reviews_recommendation WHEN EXISTS (SELECT 1 FROM reviews_recommendation was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.number = NEW.number)) AND (was.handed_down_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'); END;

CREATE TRIGGER referenced_reviews_evidence_insert BEFORE INSERT ON reviews_evidence WHEN EXISTS (SELECT 1 FROM reviews_evidence was WHERE ((was.file_id = NEW.file_id) OR (was.id = NEW.id) OR (was.redacted_id = NEW.redacted_id) OR (was.review_id = NEW.review_id AND was.number = NEW.number)) AND (1 = 1)) BEGIN SELECT RAISE(ABORT, 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'); END;

CREATE TRIGGER guard_reviews_reviewstep_update BEFORE UPDATE ON reviews_reviewstep WHEN NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."review_id" IS NOT DISTINCT FROM OLD."review_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."from_state" IS NOT DISTINCT FROM OLD."from_state" AND NEW."to_state" IS NOT DISTINCT FROM OLD."to_state" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND (NEW.reason <> '' OR OLD.reason = '')) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_reviewstep are append-only.'); END;

CREATE TRIGGER guard_reviews_reviewstep_delete BEFORE DELETE ON reviews_reviewstep WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'Rows of reviews_reviewstep are append-only.'); END;

CREATE TRIGGER guard_reviews_reviewstep_insert BEFORE INSERT ON reviews_reviewstep WHEN EXISTS (SELECT 1 FROM reviews_reviewstep was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.number = NEW.number))) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_reviewstep are append-only.'); END;

CREATE TRIGGER guard_reviews_endorsement_update BEFORE UPDATE ON reviews_endorsement WHEN NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."parent_id" IS NOT DISTINCT FROM OLD."parent_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."report_id" IS NOT DISTINCT FROM OLD."report_id" AND NEW."decision" IS NOT DISTINCT FROM OLD."decision" AND NEW."on" IS NOT DISTINCT FROM OLD."on" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND ((OLD.withdrawn_at IS NULL AND NEW.proof IS NOT DISTINCT FROM OLD.proof) OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_endorsement' AND w.row_id = OLD.id AND t.state <> 'undone'))) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_endorsement are append-only.'); END;

CREATE TRIGGER guard_reviews_endorsement_delete BEFORE DELETE ON reviews_endorsement WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'Rows of reviews_endorsement are append-only.'); END;

CREATE TRIGGER guard_reviews_endorsement_insert BEFORE INSERT ON reviews_endorsement WHEN EXISTS (SELECT 1 FROM reviews_endorsement was WHERE ((was.id = NEW.id) OR (was.parent_id = NEW.parent_id AND was.number = NEW.number))) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_endorsement are append-only.'); END;

CREATE TRIGGER guard_reviews_scopeagreement_update BEFORE UPDATE ON reviews_scopeagreement WHEN NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."parent_id" IS NOT DISTINCT FROM OLD."parent_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND ((OLD.mistake = '' AND NEW.agreed IS NOT DISTINCT FROM OLD.agreed) OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_scopeagreement' AND w.row_id = OLD.id AND t.state <> 'undone'))) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_scopeagreement are append-only.'); END;

CREATE TRIGGER guard_reviews_scopeagreement_delete BEFORE DELETE ON reviews_scopeagreement WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'Rows of reviews_scopeagreement are append-only.'); END;

CREATE TRIGGER guard_reviews_scopeagreement_insert BEFORE INSERT ON reviews_scopeagreement WHEN EXISTS (SELECT 1 FROM reviews_scopeagreement was WHERE ((was.id = NEW.id) OR (was.parent_id = NEW.parent_id AND was.number = NEW.number))) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_scopeagreement are append-only.'); END;

CREATE TRIGGER guard_reviews_progressentry_update BEFORE UPDATE ON reviews_progressentry WHEN NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."addressee_id" IS NOT DISTINCT FROM OLD."addressee_id" AND NEW."side" IS NOT DISTINCT FROM OLD."side" AND NEW."status" IS NOT DISTINCT FROM OLD."status" AND NEW."expected_on" IS NOT DISTINCT FROM OLD."expected_on" AND NEW."on" IS NOT DISTINCT FROM OLD."on" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND ((OLD.published_at IS NULL AND NEW.published_at IS NOT NULL AND NEW.evidence IS NOT DISTINCT FROM OLD.evidence AND NEW.reason IS NOT DISTINCT FROM OLD.reason) OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_progressentry' AND w.row_id = OLD.id AND t.state <> 'undone'))) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_progressentry are append-only.'); END;

CREATE TRIGGER guard_reviews_progressentry_delete BEFORE DELETE ON reviews_progressentry WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'Rows of reviews_progressentry are append-only.'); END;

CREATE TRIGGER guard_reviews_progressentry_insert BEFORE INSERT ON reviews_progressentry WHEN EXISTS (SELECT 1 FROM reviews_progressentry was WHERE ((was.id = NEW.id))) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_progressentry are append-only.'); END;

CREATE TRIGGER guard_reviews_reportversion_update BEFORE UPDATE ON reviews_reportversion WHEN NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."review_id" IS NOT DISTINCT FROM OLD."review_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."step_id" IS NOT DISTINCT FROM OLD."step_id" AND NEW."sha256" IS NOT DISTINCT FROM OLD."sha256" AND NEW."made_at" IS NOT DISTINCT FROM OLD."made_at" AND NEW."made_by_id" IS NOT DISTINCT FROM OLD."made_by_id" AND 1 = 1) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_reportversion are append-only.'); END;

CREATE TRIGGER guard_reviews_reportversion_delete BEFORE DELETE ON reviews_reportversion WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'Rows of reviews_reportversion are append-only.'); END;

CREATE TRIGGER guard_reviews_reportversion_insert BEFORE INSERT ON reviews_reportversion WHEN EXISTS (SELECT 1 FROM reviews_reportversion was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.number = NEW.number) OR (was.step_id = NEW.step_id))) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_reportversion are append-only.'); END;

CREATE TRIGGER down_reviews_review_update BEFORE UPDATE ON reviews_review WHEN NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_review' AND w.row_id = OLD.id AND t.state <> 'undone') BEGIN SELECT RAISE(ABORT, 'Only a takedown hides a row, or shows it again.'); END;

CREATE TRIGGER down_reviews_recommendation_update BEFORE UPDATE ON reviews_recommendation WHEN NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_recommendation' AND w.row_id = OLD.id AND t.state <> 'undone') BEGIN SELECT RAISE(ABORT, 'Only a takedown hides a row, or shows it again.'); END;

CREATE TRIGGER down_reviews_response_update BEFORE UPDATE ON reviews_response WHEN NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_response' AND w.row_id = OLD.id AND t.state <> 'undone') BEGIN SELECT RAISE(ABORT, 'Only a takedown hides a row, or shows it again.'); END;

CREATE TRIGGER apart_panel_committee_portfolioholding_insert BEFORE INSERT ON committee_portfolioholding WHEN ((NEW.role = 'cabinet_member' AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER apart_panel_committee_portfolioholding_update BEFORE UPDATE ON committee_portfolioholding WHEN NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.role = OLD.role AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((NEW.role = 'cabinet_member' AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER apart_panel_committee_seat_insert BEFORE INSERT ON committee_seat WHEN ((EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER apart_panel_committee_seat_update BEFORE UPDATE ON committee_seat WHEN NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.committee_id = OLD.committee_id AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER apart_panel_reviews_panellist_insert BEFORE INSERT ON reviews_panellist WHEN ((1 = 1 AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')))))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER apart_panel_reviews_panellist_update BEFORE UPDATE ON reviews_panellist WHEN NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((1 = 1 AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')))))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER apart_panel_committee_committee_update BEFORE UPDATE ON committee_committee WHEN (NEW.kind <> OLD.kind OR NEW.function <> OLD.function) AND (((NEW.kind = 'executive' OR NEW.function = 'executive') AND EXISTS (SELECT 1 FROM committee_seat s WHERE s.committee_id = NEW.id AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) OR ((NEW.function = 'scrutiny') AND EXISTS (SELECT 1 FROM committee_seat s WHERE s.committee_id = NEW.id AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND o.committee_id <> NEW.id))))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER one_chairman_of_a_panel_at_a_time_reviews_panellist_insert BEFORE INSERT ON reviews_panellist WHEN EXISTS (SELECT 1 FROM reviews_panellist o WHERE NEW.id <> o.id AND NEW.review_id = o.review_id AND NEW.role = 'chairman' AND o.role = 'chairman' AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A panel has one Chairman at a time: somebody else is recorded as its Chairman in that time.'); END;

CREATE TRIGGER one_chairman_of_a_panel_at_a_time_reviews_panellist_update BEFORE UPDATE ON reviews_panellist WHEN EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.id <> OLD.id AND NEW.id <> o.id AND NEW.review_id = o.review_id AND NEW.role = 'chairman' AND o.role = 'chairman' AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A panel has one Chairman at a time: somebody else is recorded as its Chairman in that time.'); END;

CREATE TRIGGER a_person_sits_on_a_panel_once_at_a_time_reviews_panellist_insert BEFORE INSERT ON reviews_panellist WHEN EXISTS (SELECT 1 FROM reviews_panellist o WHERE NEW.id <> o.id AND NEW.review_id = o.review_id AND NEW.person_id = o.person_id AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A person sits on a panel once at a time: they are on it in that time already.'); END;

CREATE TRIGGER a_person_sits_on_a_panel_once_at_a_time_reviews_panellist_update BEFORE UPDATE ON reviews_panellist WHEN EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.id <> OLD.id AND NEW.id <> o.id AND NEW.review_id = o.review_id AND NEW.person_id = o.person_id AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A person sits on a panel once at a time: they are on it in that time already.'); END;

CREATE TRIGGER stamp_reviews_addressee_insert AFTER INSERT ON reviews_addressee BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_addressee_update AFTER UPDATE ON reviews_addressee BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_addressee_delete AFTER DELETE ON reviews_addressee BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_callforevidence_insert AFTER INSERT ON reviews_callforevidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_callforevidence_update AFTER UPDATE ON reviews_callforevidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_callforevidence_delete AFTER DELETE ON reviews_callforevidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_endorsement_insert AFTER INSERT ON reviews_endorsement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_endorsement_update AFTER UPDATE ON reviews_endorsement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_endorsement_delete AFTER DELETE ON reviews_endorsement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidence_insert AFTER INSERT ON reviews_evidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidence_update AFTER UPDATE ON reviews_evidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidence_delete AFTER DELETE ON reviews_evidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencefile_insert AFTER INSERT ON reviews_evidencefile BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencefile_update AFTER UPDATE ON reviews_evidencefile BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencefile_delete AFTER DELETE ON reviews_evidencefile BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencesession_insert AFTER INSERT ON reviews_evidencesession BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencesession_update AFTER UPDATE ON reviews_evidencesession BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidencesession_delete AFTER DELETE ON reviews_evidencesession BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_figuretable_insert AFTER INSERT ON reviews_figuretable BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_figuretable_update AFTER UPDATE ON reviews_figuretable BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_figuretable_delete AFTER DELETE ON reviews_figuretable BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_invitation_insert AFTER INSERT ON reviews_invitation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_invitation_update AFTER UPDATE ON reviews_invitation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_invitation_delete AFTER DELETE ON reviews_invitation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_notice_insert AFTER INSERT ON reviews_notice BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_notice_update AFTER UPDATE ON reviews_notice BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_notice_delete AFTER DELETE ON reviews_notice BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_panellist_insert AFTER INSERT ON reviews_panellist BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_panellist_update AFTER UPDATE ON reviews_panellist BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_panellist_delete AFTER DELETE ON reviews_panellist BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_parent_insert AFTER INSERT ON reviews_parent BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_parent_update AFTER UPDATE ON reviews_parent BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_parent_delete AFTER DELETE ON reviews_parent BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_progressentry_insert AFTER INSERT ON reviews_progressentry BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_progressentry_update AFTER UPDATE ON reviews_progressentry BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_progressentry_delete AFTER DELETE ON reviews_progressentry BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_recommendation_insert AFTER INSERT ON reviews_recommendation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_recommendation_update AFTER UPDATE ON reviews_recommendation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_recommendation_delete AFTER DELETE ON reviews_recommendation BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reportversion_insert AFTER INSERT ON reviews_reportversion BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reportversion_update AFTER UPDATE ON reviews_reportversion BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reportversion_delete AFTER DELETE ON reviews_reportversion BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_response_insert AFTER INSERT ON reviews_response BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_response_update AFTER UPDATE ON reviews_response BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_response_delete AFTER DELETE ON reviews_response BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_review_insert AFTER INSERT ON reviews_review BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_review_update AFTER UPDATE ON reviews_review BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_review_delete AFTER DELETE ON reviews_review BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewitem_insert AFTER INSERT ON reviews_reviewitem BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewitem_update AFTER UPDATE ON reviews_reviewitem BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewitem_delete AFTER DELETE ON reviews_reviewitem BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewmethod_insert AFTER INSERT ON reviews_reviewmethod BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewmethod_update AFTER UPDATE ON reviews_reviewmethod BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewmethod_delete AFTER DELETE ON reviews_reviewmethod BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewstep_insert AFTER INSERT ON reviews_reviewstep BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewstep_update AFTER UPDATE ON reviews_reviewstep BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_reviewstep_delete AFTER DELETE ON reviews_reviewstep BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopeagreement_insert AFTER INSERT ON reviews_scopeagreement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopeagreement_update AFTER UPDATE ON reviews_scopeagreement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopeagreement_delete AFTER DELETE ON reviews_scopeagreement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopepoint_insert AFTER INSERT ON reviews_scopepoint BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopepoint_update AFTER UPDATE ON reviews_scopepoint BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_scopepoint_delete AFTER DELETE ON reviews_scopepoint BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_witness_insert AFTER INSERT ON reviews_witness BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_witness_update AFTER UPDATE ON reviews_witness BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_witness_delete AFTER DELETE ON reviews_witness BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;
