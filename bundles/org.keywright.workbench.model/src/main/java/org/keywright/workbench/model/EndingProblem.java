// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.engine.Ending;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.Enrolment;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.TlsRecord;

/** Says of what ends what is the matter, and what is to be done. */
final class EndingProblem {
  private static final String CERTIFICATE = "problem.certificate.ends";

  private EndingProblem() {}

  /**
   * What is to be done.
   *
   * @param words key of the words for it
   * @param remedy what of it can be done from here
   */
  private record Way(String words, Optional<Problem.Remedy> remedy) {
    static Way of(String words, PartyAct act, String party) {
      return new Way(words, Optional.of(new Problem.ByParty(act, party)));
    }

    static Way typed(String words, Statement begun) {
      return new Way(words, Optional.of(new Problem.InConsole(begun)));
    }

    static Way none(String words) {
      return new Way(words, Optional.empty());
    }
  }

  static Problem of(Ending ending, Instant now) {
    return switch (ending) {
      case Ending.OfKey key -> key(key, now);
      case Ending.OfTls(TlsRecord record, _) -> tls(record, ending, now);
      case Ending.OfEnrolment(Enrolment enrolled, _) ->
          problem(
              Texts.text("problem.enrolled", enrolled.name(), enrolled.party().name()),
              CERTIFICATE,
              ending,
              now,
              way(enrolled),
              Optional.of(new Subject(Subject.Kind.PARTY, enrolled.party().name())));
      case Ending.OfIssued(IssuedCertificate issued) ->
          problem(
              Texts.text("problem.issued", issued.subject(), issued.issuer().name()),
              CERTIFICATE,
              ending,
              now,
              way(issued),
              Optional.of(about(issued)));
    };
  }

  private static Problem key(Ending.OfKey ending, Instant now) {
    KeyStanding key = ending.key();
    boolean over = ending.over(now);
    String what = ending.protecting() ? "problem.protects" : "problem.opens";
    Optional<String> keySet =
        switch (key.key()) {
          case KeyName.Application application -> Optional.of(application.keySet());
          case KeyName.Transport transport -> Optional.of(transport.keySet());
          case KeyName.Root _ -> Optional.empty();
        };
    return new Problem(
        over ? Problem.Kind.KEY_EXPIRED : Problem.Kind.KEY_EXPIRING,
        key.label().isEmpty() ? key.key().toString() : key.key() + " " + key.label(),
        Texts.text(over ? what + ".over" : what, Moments.text(ending.ends())),
        Optional.of(
            keySet
                .<Problem.Remedy>map(set -> new Problem.InEditor(key.key(), set))
                .orElseGet(() -> new Problem.InConsole(extended(ending)))),
        keySet.map(name -> new Subject(Subject.Kind.KEY_SET, name)));
  }

  /** Both ends are set together: the other one stays as it is. */
  private static Statement extended(Ending.OfKey ending) {
    CryptoPeriod period = ending.key().life().period();
    Statement begun = Statement.of("key:period").argument(ending.key().key());
    return ending.protecting()
        ? begun.option("--opens-until", period.recipientUntil()).flag("--protects-until", true)
        : begun.option("--protects-until", period.originatorUntil()).flag("--opens-until", true);
  }

  private static Problem tls(TlsRecord record, Ending ending, Instant now) {
    return switch (record.kind()) {
      case REVOCATION_LIST ->
          problem(
              Texts.text("problem.list", record.name()),
              "problem.list.ends",
              ending,
              now,
              Way.typed("problem.list.next", Statement.of("tls:crl")),
              Optional.empty());
      case IDENTITY ->
          problem(
              Texts.text("problem.identity", record.name()),
              CERTIFICATE,
              ending,
              now,
              Way.typed(
                  "problem.identity.renew", Statement.of("tls:request").argument(record.name())),
              Optional.empty());
      default ->
          problem(
              Texts.text("problem.authority", record.name()),
              CERTIFICATE,
              ending,
              now,
              Way.typed(
                  "problem.authority.renew", Statement.of("tls:trust").argument(record.name())),
              Optional.empty());
    };
  }

  private static Problem problem(
      String subject, String what, Ending ending, Instant now, Way way, Optional<Subject> about) {
    boolean over = ending.over(now);
    return new Problem(
        over ? Problem.Kind.CERTIFICATE_EXPIRED : Problem.Kind.CERTIFICATE_EXPIRING,
        subject,
        Texts.text(
            over ? what + ".over" : what, Moments.text(ending.ends()), Texts.text(way.words())),
        way.remedy(),
        about);
  }

  /** A module has a page of its own; others are found among the certificates. */
  private static Subject about(IssuedCertificate issued) {
    return new Subject(
        issued.purpose() == KeyPurpose.MODULE ? Subject.Kind.DEVICE : Subject.Kind.CERTIFICATES,
        issued.subject());
  }

  private static Way way(Enrolment enrolled) {
    String party = enrolled.party().name();
    RootPurpose role = enrolled.party().role();
    return switch (enrolled.kind()) {
      case MANUFACTURER -> Way.none("problem.make");
      case OWN ->
          switch (role) {
            case PERSONALIZATION_UNIT -> Way.of("problem.certify", PartyAct.UNIT_REQUEST, party);
            case CENTRAL_SYSTEM -> Way.of("problem.enrol", PartyAct.CENTRAL_REQUEST, party);
            default -> Way.none("problem.enrol");
          };
      case CENTRAL_SYSTEM -> Way.of("problem.enrol", PartyAct.UNIT_ENROL, party);
      case PERSONALIZATION_UNIT -> Way.of("problem.enrol", PartyAct.CENTRAL_ENROL, party);
    };
  }

  private static Way way(IssuedCertificate issued) {
    String issuer = issued.issuer().name();
    return switch (issued.purpose()) {
      case MODULE ->
          new Way("problem.order", Optional.of(new Problem.ByOrder(issuer, issued.subject())));
      case PERSONALIZER -> Way.of("problem.certify", PartyAct.MANUFACTURER_CERTIFY, issuer);
      case CENTRAL -> Way.of("problem.enrol", PartyAct.UNIT_ENROL, issuer);
      case ENDORSEMENT -> Way.of("problem.enrol", PartyAct.CENTRAL_ENROL, issuer);
      case APPLIANCE, IDENTIFICATION -> Way.none("problem.enrol");
      case IDENTITY -> Way.none("problem.replace");
    };
  }
}
