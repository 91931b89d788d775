// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Optional;
import org.keywright.vault.KeyName;

/**
 * Something that somebody should look into.
 *
 * @param kind what it is
 * @param subject what it is about: a key, a module, a plug-in, a request
 * @param words what is the matter, in one line
 * @param remedy what can be done about it at once
 * @param about what is to be looked at, if it is shown anywhere
 */
public record Problem(
    Kind kind, String subject, String words, Optional<Remedy> remedy, Optional<Subject> about) {
  /** What a problem is; the worst first. */
  public enum Kind {
    /** A load was begun, and what the module holds is not known. */
    DEVICE_IN_DOUBT,
    /** A key has run out. */
    KEY_EXPIRED,
    /** A certificate or a revocation list has run out. */
    CERTIFICATE_EXPIRED,
    /** The receiver of the log takes nothing. */
    LOG_WAITING,
    /** A transport or a plug-in failed. */
    FAULTY_PLUGIN,
    /** A plug-in does not run. */
    IDLE_PLUGIN,
    /** An act was asked for and has to be approved. */
    REQUEST_WAITING,
    /** An act was approved, and whoever is signed in can carry it out. */
    REQUEST_APPROVED,
    /** A key runs out soon. */
    KEY_EXPIRING,
    /** A certificate or a revocation list runs out soon. */
    CERTIFICATE_EXPIRING
  }

  /** A quick action. */
  public sealed interface Remedy {
    /** What stands on its button. */
    String title();

    /** What is done, as far as that is known already. */
    Statement statement();

    /** The act that it is, by its name in the log. */
    default String act() {
      return statement().words().getFirst();
    }
  }

  /**
   * What can be done at once.
   *
   * @param title what stands on its button
   * @param statement what is done
   */
  public record AtOnce(String title, Statement statement) implements Remedy {}

  /**
   * What a party does about certificates, which asks for files.
   *
   * @param does what
   * @param party who; empty if one is made
   */
  public record ByParty(PartyAct does, String party) implements Remedy {
    @Override
    public String title() {
      return Texts.text(does.texts() + ".menu");
    }

    @Override
    public Statement statement() {
      return does.begun(party);
    }

    @Override
    public String act() {
      return does.act();
    }
  }

  /**
   * A work order by which a module gets another certificate.
   *
   * @param unit whose order it is: the one that certified the module's key
   * @param module its serial number
   */
  public record ByOrder(String unit, String module) implements Remedy {
    @Override
    public String title() {
      return Texts.text("problem.renew", module);
    }

    @Override
    public Statement statement() {
      return Statement.of("perso:order").argument(unit).argument(module).flag("--renewal", true);
    }
  }

  /**
   * A crypto-period that is typed in the editor of a key set.
   *
   * @param key which key's
   * @param keySet whose
   */
  public record InEditor(KeyName key, String keySet) implements Remedy {
    @Override
    public String title() {
      return Texts.text("problem.extend", key.toString());
    }

    @Override
    public Statement statement() {
      return Statement.of("key:period").argument(key);
    }
  }

  /**
   * What is begun in the console, where the rest is typed.
   *
   * @param statement its beginning
   */
  public record InConsole(Statement statement) implements Remedy {
    @Override
    public String title() {
      return Texts.text("problem.console", statement.words().getFirst());
    }
  }
}
