// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.keywright.ceremony.Answered;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.Question;
import org.keywright.ceremony.SignedMinutes;
import org.keywright.ceremony.Step;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.vault.VaultException;

/** One ceremony, step by step; what is done with keys is done by {@link KeyWork}. */
final class CeremonyRun implements Ceremony {
  private final Site site;
  private final String id;
  private final CeremonyScript script;
  private final boolean rehearsal;
  private final Journal journal;
  private final KeyWork work;
  private final Deque<Question> open = new ArrayDeque<>();
  private int step;
  private boolean ended;
  private boolean rollCall;

  /**
   * Makes one that stands before a step.
   *
   * @param step from 1
   */
  CeremonyRun(
      Site site, String id, CeremonyScript script, boolean rehearsal, Journal journal, int step)
      throws VaultException {
    this.site = site;
    this.id = id;
    this.script = script;
    this.rehearsal = rehearsal;
    this.journal = journal;
    this.step = step;
    this.work = new KeyWork(site, id, script, rehearsal, journal);
  }

  /** Has people asked again whether they are there, before all else. */
  void callTheRoll(List<Person> people) {
    people.forEach(person -> open.add(new Question.Presence(step, person)));
    rollCall = !open.isEmpty();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public CeremonyScript script() {
    return script;
  }

  @Override
  public boolean rehearsal() {
    return rehearsal;
  }

  @Override
  public Optional<Question> question() throws CeremonyException, VaultException, KeyException {
    while (open.isEmpty() && !ended) {
      if (step > script.steps().size()) {
        journal.write(
            Journal.END, 0, List.of(), "all " + script.steps().size() + " steps are done");
        ended = true;
      } else {
        open.addAll(questions());
        if (open.isEmpty()) {
          step++;
        }
      }
    }
    return Optional.ofNullable(open.peek());
  }

  /** What a step asks; those that ask nobody are done here. */
  private List<Question> questions() throws CeremonyException, VaultException, KeyException {
    return switch (script.steps().get(step - 1)) {
      case Step.Present present ->
          present.people().stream()
              .<Question>map(person -> new Question.Presence(step, person))
              .toList();
      case Step.Confirm confirm ->
          List.of(new Question.Statement(step, confirm.person(), confirm.text()));
      case Step.Take take -> work.beginTaking(step, take);
      case Step.Give give -> work.beginGiving(step, give);
      case Step.Prove prove -> work.beginProving(step, prove);
    };
  }

  private <Q extends Question> Q asked(Class<Q> kind) throws CeremonyException {
    Question question = open.peek();
    if (!kind.isInstance(question)) {
      throw new CeremonyException("this is no answer to what is asked");
    }
    return kind.cast(question);
  }

  @Override
  public Answered confirm(String note) throws CeremonyException, VaultException, KeyException {
    Question question = asked(Question.class);
    String added = note.isBlank() ? "" : ": " + note.strip();
    switch (question) {
      case Question.Presence here ->
          journal.write(Journal.PRESENT, here.step(), List.of(here.person()), "is present" + added);
      case Question.Statement statement -> {
        journal.write(
            Journal.CONFIRM,
            statement.step(),
            List.of(statement.person()),
            statement.text() + added);
        if (script.steps().get(step - 1) instanceof Step.Take take) {
          work.keep(step, take);
        }
      }
      case Question.Part part -> throw new CeremonyException("a part is entered, not confirmed");
      case Question.Handover to -> throw new CeremonyException("a part is given, not confirmed");
    }
    return next("noted");
  }

  @Override
  public Answered decline(String reason) throws CeremonyException, VaultException, KeyException {
    Question question = asked(Question.class);
    String what = question instanceof Question.Presence ? Journal.PRESENT : Journal.CONFIRM;
    journal.fault(what, step, List.of(question.person()), "not so: " + reason.strip());
    boolean value =
        question instanceof Question.Statement && script.steps().get(step - 1) instanceof Step.Take;
    if (value) {
      return anew("the check value is not confirmed: all parts are asked for again");
    }
    return new Answered(false, "noted; it is asked again");
  }

  /** The question is answered; what comes next, {@link #question} finds out. */
  private Answered next(String words) {
    open.remove();
    if (open.isEmpty() && !rollCall) {
      step++;
    }
    rollCall &= !open.isEmpty();
    return new Answered(true, words);
  }

  private Answered anew(String words) {
    open.clear();
    work.forget();
    return new Answered(false, words);
  }

  @Override
  public Answered enter(Source source)
      throws CeremonyException, VaultException, KeyException, IOException, InterruptedException {
    Question.Part question = asked(Question.Part.class);
    String taken;
    try {
      taken = work.take(question, source.take(question));
    } catch (KeyException | CeremonyException e) {
      journal.fault(Journal.PART, step, List.of(question.person()), String.valueOf(e.getMessage()));
      return new Answered(false, String.valueOf(e.getMessage()));
    }
    journal.write(Journal.PART, step, List.of(question.person()), taken);
    return open.size() > 1 ? next(taken) : allTaken(taken);
  }

  private Answered allTaken(String words) throws CeremonyException, VaultException, KeyException {
    try {
      Optional<Question> more = work.join(step, script.steps().get(step - 1));
      more.ifPresent(open::add);
      return next(words);
    } catch (CeremonyException e) {
      // It is in the log already; each of the parts has its right check value, but not the key.
      return anew(e.getMessage() + "; all parts are asked for again");
    }
  }

  @Override
  public Answered give(Delivery delivery)
      throws CeremonyException, VaultException, KeyException, IOException, InterruptedException {
    Question.Handover question = asked(Question.Handover.class);
    KeyPart part = work.toGive(question);
    String where;
    try {
      where = delivery.deliver(question.letter(), part);
    } catch (KeyException | IOException e) {
      journal.fault(
          Journal.LETTER, step, List.of(question.person()), String.valueOf(e.getMessage()));
      return new Answered(false, String.valueOf(e.getMessage()));
    }
    journal.write(
        Journal.LETTER, step, List.of(question.person()), work.given(question) + ", to " + where);
    if (open.size() == 1) {
      work.allGiven(step, (Step.Give) script.steps().get(step - 1));
    }
    return next("given to " + question.person().name());
  }

  @Override
  public Optional<KeyMaterial> practice() throws KeyException {
    return open.peek() instanceof Question.Part part ? work.practice(part) : Optional.empty();
  }

  @Override
  public CeremonyRecord record() throws CeremonyException, VaultException {
    return site.require(id);
  }

  @Override
  public SignedMinutes minutes() throws CeremonyException, VaultException, KeyException {
    return site.minutes(id, journal.actor());
  }

  @Override
  public void close() throws VaultException {
    work.close();
    site.close();
  }
}
