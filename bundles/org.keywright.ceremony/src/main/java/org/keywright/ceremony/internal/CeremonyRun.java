// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.io.IOException;
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
  private final Occasion occasion;
  private final Journal journal;
  private final Leave leave;
  private final Agenda agenda;
  private final boolean passphrases;
  private final EnteredParts entered;
  private final Taking taking;
  private final Giving giving;
  private final Proving proving;
  private boolean ended;

  /**
   * Makes one that stands before a step; it takes over leave and site.
   *
   * @param step from 1
   */
  CeremonyRun(Site site, Occasion occasion, int step) throws VaultException {
    this.site = site;
    this.occasion = occasion;
    journal = occasion.journal();
    leave = occasion.leave();
    agenda = new Agenda(step);
    passphrases = !site.vault().officers().onePerson();
    entered = new EnteredParts(occasion.tools().parts());
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
    agenda.callTheRoll(people.stream().map(this::presence).toList());
  }

  private Question presence(Person person) {
    return new Question.Presence(
        agenda.step(), person, passphrases && person.role() != Person.Role.WITNESS);
  }

  @Override
  public String id() {
    return occasion.id();
  }

  @Override
  public CeremonyScript script() {
    return occasion.script();
  }

  @Override
  public int step() {
    return agenda.step();
  }

  @Override
  public boolean rehearsal() {
    return occasion.rehearsal();
  }

  @Override
  public Optional<Question> question() throws CeremonyException, VaultException, KeyException {
    if (ended) {
      return Optional.empty();
    }
    try (var _ = leave.turn(journal)) {
      while (agenda.isEmpty() && !ended) {
        if (agenda.step() > script().steps().size()) {
          journal.write(Happening.END, 0, List.of(), allDone());
          ended = true;
        } else {
          forget();
          agenda.begin(questions(agenda.step()));
        }
      }
      return agenda.first();
    }
  }

  /** What a step asks; those that ask nobody are done here. */
  private List<Question> questions(int step)
      throws CeremonyException, VaultException, KeyException {
    return switch (at()) {
      case Step.Present present -> present.people().stream().map(this::presence).toList();
      case Step.Confirm confirm ->
          List.of(new Question.Statement(step, confirm.person(), confirm.text()));
      case Step.Take take -> taking.begin(step, take);
      case Step.Give give -> giving.begin(step, give);
      case Step.Prove prove -> proving.begin(step, prove);
    };
  }

  private String allDone() {
    return "all " + script().steps().size() + " steps are done";
  }

  @Override
  public Answered present(KeyMaterial passphrase)
      throws CeremonyException, VaultException, KeyException {
    try (var _ = leave.turn(journal)) {
      Question.Presence question = agenda.require(Question.Presence.class);
      if (!question.byPassphrase()) {
        throw new CeremonyException("nobody's passphrase is asked for: it is confirmed");
      }
      Person person = question.person();
      try {
        site.vault().officers().present(new SignIn(person.id(), passphrase));
      } catch (VaultException e) {
        String why = String.valueOf(e.getMessage());
        journal.fault(Happening.PRESENT, agenda.step(), List.of(person), why);
        return new Answered(false, why);
      }
      journal.write(Happening.PRESENT, agenda.step(), List.of(person), BY_PASSPHRASE);
      return next("present");
    }
  }

  @Override
  public Answered confirm(String note) throws CeremonyException, VaultException, KeyException {
    try (var _ = leave.turn(journal)) {
      Question question = agenda.require(Question.class);
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
      taking.keep(agenda.step(), take);
    }
  }

  private Step at() {
    return script().steps().get(agenda.step() - 1);
  }

  @Override
  public Answered decline(String reason) throws CeremonyException, VaultException, KeyException {
    try (var _ = leave.turn(journal)) {
      Question question = agenda.require(Question.class);
      Happening what =
          question instanceof Question.Presence ? Happening.PRESENT : Happening.CONFIRM;
      journal.fault(what, agenda.step(), List.of(question.person()), "not so: " + reason.strip());
      return question instanceof Question.Statement && at() instanceof Step.Take
          ? anew("the check value is not confirmed: all parts are asked for again")
          : new Answered(false, "noted; it is asked again");
    }
  }

  /** The question is answered; what comes next, {@link #question} finds out. */
  private Answered next(String words) {
    agenda.answered();
    return new Answered(true, words);
  }

  private Answered anew(String words) {
    agenda.clear();
    forget();
    return new Answered(false, words);
  }

  @Override
  public Answered enter(Source source)
      throws CeremonyException, VaultException, KeyException, IOException, InterruptedException {
    try (var _ = leave.turn(journal)) {
      Question.Part question = agenda.require(Question.Part.class);
      String taken;
      try {
        taken = entered.take(question, source.take(question));
      } catch (KeyException | CeremonyException e) {
        String why = String.valueOf(e.getMessage());
        journal.fault(Happening.PART, agenda.step(), List.of(question.person()), why);
        return new Answered(false, why);
      }
      journal.requireOwn();
      journal.write(Happening.PART, agenda.step(), List.of(question.person()), taken);
      return agenda.last() ? allTaken(taken) : next(taken);
    }
  }

  /** The key that the parts give is confirmed, or compared with the one that is proved. */
  private Answered allTaken(String words) throws CeremonyException, VaultException, KeyException {
    try {
      switch (at()) {
        case Step.Take take -> agenda.add(taking.confirm(agenda.step(), take, entered.join()));
        case Step.Prove prove -> {
          try (Key joined = entered.join()) {
            proving.prove(agenda.step(), prove, joined);
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
      Question.Handover question = agenda.require(Question.Handover.class);
      List<Person> holder = List.of(question.person());
      String where;
      try {
        where = delivery.deliver(question.letter(), giving.part(question));
      } catch (KeyException | IOException e) {
        String why = String.valueOf(e.getMessage());
        journal.fault(Happening.LETTER, agenda.step(), holder, why);
        return new Answered(false, why);
      }
      journal.requireOwn();
      journal.write(
          Happening.LETTER, agenda.step(), holder, giving.given(question) + ", to " + where);
      if (agenda.last()) {
        giving.end(agenda.step(), (Step.Give) at());
      }
      return next("given to " + question.person().name());
    }
  }

  @Override
  public Optional<KeyMaterial> practice() throws KeyException {
    return agenda.first().orElse(null) instanceof Question.Part part
        ? occasion.practice().typed(part)
        : Optional.empty();
  }

  @Override
  public CeremonyRecord record() throws CeremonyException, VaultException {
    return site.require(id());
  }

  @Override
  public SignedMinutes minutes() throws CeremonyException, VaultException, KeyException {
    return site.minutes(id(), journal.actor());
  }

  private void forget() {
    entered.forget();
    taking.forget();
    giving.forget();
  }

  @Override
  public void close() throws VaultException {
    forget();
    occasion.practice().close();
    if (!ended) {
      leave.end("broken off before the end of step " + agenda.step());
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
