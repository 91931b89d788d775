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
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.SignIn;
import org.keywright.vault.VaultException;

/**
 * One ceremony, step by step. What is done with keys is done by {@link Taking}, {@link Giving} and
 * {@link Proving}; each call has its turn of the {@link Leave}.
 */
final class CeremonyRun implements Ceremony {
  /** What the log says of somebody whose passphrase was right. */
  static final String BY_PASSPHRASE = "is present, shown by passphrase";

  private final Site site;
  private final String id;
  private final CeremonyScript script;
  private final boolean rehearsal;
  private final Journal journal;
  private final Leave leave;
  private final boolean passphrases;
  private final Practice practice;
  private final EnteredParts entered;
  private final Taking taking;
  private final Giving giving;
  private final Proving proving;
  private final Deque<Question> open = new ArrayDeque<>();
  private int step;
  private boolean ended;
  private boolean rollCall;

  /**
   * Makes one that stands before a step; it takes over the leave.
   *
   * @param step from 1
   */
  CeremonyRun(
      Site site,
      String id,
      CeremonyScript script,
      boolean rehearsal,
      Journal journal,
      Leave leave,
      int step)
      throws VaultException {
    this.site = site;
    this.id = id;
    this.script = script;
    this.rehearsal = rehearsal;
    this.journal = journal;
    this.leave = leave;
    this.step = step;
    Tools tools = site.tools();
    passphrases = !site.vault().officers().onePerson();
    practice = new Practice(tools.parts());
    entered = new EnteredParts(tools.parts());
    var stored = new VaultKeys(site.vault(), tools.suites(), id);
    var occasion = new Occasion(id, script, rehearsal, journal, leave, stored, practice, tools);
    taking = new Taking(occasion);
    giving = new Giving(occasion);
    proving = new Proving(occasion);
  }

  /** It is at work from now on. */
  void begun() throws CeremonyException, VaultException, KeyException {
    for (String words : leave.approval()) {
      journal.write(Happening.APPROVED, 0, List.of(), words);
    }
    journal.own();
    leave.begun(this::forget);
  }

  /** Has people asked again whether they are there, before all else. */
  void callTheRoll(List<Person> people) {
    people.forEach(person -> open.add(presence(person)));
    rollCall = !open.isEmpty();
  }

  private Question presence(Person person) {
    return new Question.Presence(step, person, passphrases && person.role() != Person.Role.WITNESS);
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
  public int step() {
    return step;
  }

  @Override
  public boolean rehearsal() {
    return rehearsal;
  }

  @Override
  public Optional<Question> question() throws CeremonyException, VaultException, KeyException {
    if (ended) {
      return Optional.empty();
    }
    try (var _ = leave.turn(journal)) {
      while (open.isEmpty() && !ended) {
        if (step > script.steps().size()) {
          journal.write(Happening.END, 0, List.of(), allDone());
          ended = true;
        } else {
          forget();
          open.addAll(questions());
          if (open.isEmpty()) {
            step++;
          }
        }
      }
      return Optional.ofNullable(open.peek());
    }
  }

  /** What a step asks; those that ask nobody are done here. */
  private List<Question> questions() throws CeremonyException, VaultException, KeyException {
    return switch (script.steps().get(step - 1)) {
      case Step.Present present -> present.people().stream().map(this::presence).toList();
      case Step.Confirm confirm ->
          List.of(new Question.Statement(step, confirm.person(), confirm.text()));
      case Step.Take take -> taking.begin(step, take);
      case Step.Give give -> giving.begin(step, give);
      case Step.Prove prove -> proving.begin(step, prove);
    };
  }

  private <Q extends Question> Q asked(Class<Q> kind) throws CeremonyException {
    Question question = open.peek();
    if (!kind.isInstance(question)) {
      throw new CeremonyException("this is no answer to what is asked");
    }
    return kind.cast(question);
  }

  private String allDone() {
    return "all " + script.steps().size() + " steps are done";
  }

  @Override
  public Answered present(KeyMaterial passphrase)
      throws CeremonyException, VaultException, KeyException {
    try (var _ = leave.turn(journal)) {
      Question.Presence question = asked(Question.Presence.class);
      if (!question.byPassphrase()) {
        throw new CeremonyException("nobody's passphrase is asked for: it is confirmed");
      }
      Person person = question.person();
      try {
        site.vault().officers().present(new SignIn(person.id(), passphrase));
      } catch (VaultException e) {
        String why = String.valueOf(e.getMessage());
        journal.fault(Happening.PRESENT, step, List.of(person), why);
        return new Answered(false, why);
      }
      journal.write(Happening.PRESENT, step, List.of(person), BY_PASSPHRASE);
      return next("present");
    }
  }

  @Override
  public Answered confirm(String note) throws CeremonyException, VaultException, KeyException {
    try (var _ = leave.turn(journal)) {
      Question question = asked(Question.class);
      String added = note.isBlank() ? "" : ": " + note.strip();
      switch (question) {
        case Question.Presence here -> confirmPresence(here, added);
        case Question.Statement said -> confirmStatement(said, added);
        case Question.Part part -> throw new CeremonyException("a part is entered, not confirmed");
        case Question.Handover to -> throw new CeremonyException("a part is given, not confirmed");
      }
      return next("noted");
    }
  }

  private void confirmPresence(Question.Presence here, String added)
      throws CeremonyException, VaultException, KeyException {
    if (here.byPassphrase()) {
      throw new CeremonyException(
          here.person().name() + " shows by his passphrase that he is here");
    }
    journal.write(Happening.PRESENT, here.step(), List.of(here.person()), "is present" + added);
  }

  private void confirmStatement(Question.Statement said, String added)
      throws CeremonyException, VaultException, KeyException {
    journal.write(Happening.CONFIRM, said.step(), List.of(said.person()), said.text() + added);
    if (at() instanceof Step.Take take) {
      taking.keep(step, take);
    }
  }

  private Step at() {
    return script.steps().get(step - 1);
  }

  @Override
  public Answered decline(String reason) throws CeremonyException, VaultException, KeyException {
    try (var _ = leave.turn(journal)) {
      Question question = asked(Question.class);
      Happening what =
          question instanceof Question.Presence ? Happening.PRESENT : Happening.CONFIRM;
      journal.fault(what, step, List.of(question.person()), "not so: " + reason.strip());
      return question instanceof Question.Statement && at() instanceof Step.Take
          ? anew("the check value is not confirmed: all parts are asked for again")
          : new Answered(false, "noted; it is asked again");
    }
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
    forget();
    return new Answered(false, words);
  }

  @Override
  public Answered enter(Source source)
      throws CeremonyException, VaultException, KeyException, IOException, InterruptedException {
    try (var _ = leave.turn(journal)) {
      Question.Part question = asked(Question.Part.class);
      String taken;
      try {
        taken = entered.take(question, source.take(question));
      } catch (KeyException | CeremonyException e) {
        String why = String.valueOf(e.getMessage());
        journal.fault(Happening.PART, step, List.of(question.person()), why);
        return new Answered(false, why);
      }
      journal.write(Happening.PART, step, List.of(question.person()), taken);
      return open.size() > 1 ? next(taken) : allTaken(taken);
    }
  }

  /** The key that the parts give is confirmed, or compared with the one that is proved. */
  private Answered allTaken(String words) throws CeremonyException, VaultException, KeyException {
    try {
      switch (at()) {
        case Step.Take take -> open.add(taking.confirm(step, take, entered.join()));
        case Step.Prove prove -> {
          try (Key joined = entered.join()) {
            proving.prove(step, prove, joined);
          }
        }
        default -> throw new IllegalStateException("this step takes no parts");
      }
      return next(words);
    } catch (CeremonyException e) {
      // It is in the log already; each of the parts has its right check value, but not the key.
      return anew(e.getMessage() + "; all parts are asked for again");
    }
  }

  @Override
  public Answered give(Delivery delivery)
      throws CeremonyException, VaultException, KeyException, IOException, InterruptedException {
    try (var _ = leave.turn(journal)) {
      Question.Handover question = asked(Question.Handover.class);
      List<Person> holder = List.of(question.person());
      String where;
      try {
        where = delivery.deliver(question.letter(), giving.part(question));
      } catch (KeyException | IOException e) {
        String why = String.valueOf(e.getMessage());
        journal.fault(Happening.LETTER, step, holder, why);
        return new Answered(false, why);
      }
      journal.write(Happening.LETTER, step, holder, giving.given(question) + ", to " + where);
      if (open.size() == 1) {
        giving.end(step, (Step.Give) at());
      }
      return next("given to " + question.person().name());
    }
  }

  @Override
  public Optional<KeyMaterial> practice() throws KeyException {
    return open.peek() instanceof Question.Part part ? practice.typed(part) : Optional.empty();
  }

  @Override
  public CeremonyRecord record() throws CeremonyException, VaultException {
    return site.require(id);
  }

  @Override
  public SignedMinutes minutes() throws CeremonyException, VaultException, KeyException {
    return site.minutes(id, journal.actor());
  }

  private void forget() {
    entered.forget();
    taking.forget();
    giving.forget();
  }

  @Override
  public void close() throws VaultException {
    forget();
    practice.close();
    if (!ended) {
      leave.end("broken off before the end of step " + step);
    } else {
      leave.end(allDone());
    }
    try {
      leave.close();
    } finally {
      site.close();
    }
  }
}
