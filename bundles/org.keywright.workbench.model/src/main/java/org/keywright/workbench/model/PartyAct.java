// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keywright.workbench.model.PartyRow.Kind;

/**
 * What manufacturers, personalization units and central systems do about certificates, each by one
 * command: they are made, ask for certificates, give and take them, and end them by lists.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are copies that nobody can change
public enum PartyAct {
  /** A new manufacturer, with its checking key. */
  MANUFACTURER_MAKE(
      Kind.MANUFACTURER, "make", "perso:manufacturer make", text("organization"), to("out")),
  /** The checking key of a manufacturer, for others. */
  MANUFACTURER_ROOT(Kind.MANUFACTURER, "root", "", to("out")),
  /** A certificate for a personalization unit. */
  MANUFACTURER_CERTIFY(
      Kind.MANUFACTURER,
      "certify",
      "perso:certify",
      from("request"),
      number("days"),
      number("quota"),
      to("out")),
  /** Identities for new modules. */
  MANUFACTURER_IDENTIFY(
      Kind.MANUFACTURER,
      "identify",
      "perso:certify",
      new Given("devices", Way.SOURCE, true, ".csv"),
      may("endpoint"),
      text("organization")),
  /** What a manufacturer has revoked. */
  MANUFACTURER_LIST(Kind.MANUFACTURER, "crl", "perso:crl", number("days"), to("out")),
  /** A new personalization unit, with its signing key. */
  UNIT_MAKE(Kind.UNIT, "make", "perso:unit make", text("organization"), request()),
  /** A unit's request once more: with it, a certificate is renewed. */
  UNIT_REQUEST(Kind.UNIT, "request", "", request()),
  /** The certificate that the manufacturer gave. */
  UNIT_INSTALL(Kind.UNIT, "install", "perso:unit install", from("certificate"), from("root")),
  /** A certificate for a central system. */
  UNIT_ENROL(Kind.UNIT, "enrol", "perso:unit enrol", from("request"), text("address"), to("out")),
  /** What the central system gave back. */
  UNIT_ENDORSED(Kind.UNIT, "endorsed", "perso:unit endorsed", from("certificate")),
  /** What a unit has revoked. */
  UNIT_LIST(Kind.UNIT, "crl", "perso:crl", number("days"), to("out")),
  /** A list of others that a unit goes by. */
  UNIT_TAKE(Kind.UNIT, "take", "perso:crl", from("certificate")),
  /** A new central system, with its key. */
  CENTRAL_MAKE(Kind.CENTRAL, "make", "perso:central make", text("organization"), request()),
  /** A central system's request once more: with it, a certificate is renewed. */
  CENTRAL_REQUEST(Kind.CENTRAL, "request", "", request()),
  /** The certificate that the unit gave; what comes back endorses the unit. */
  CENTRAL_ENROL(
      Kind.CENTRAL, "enrol", "perso:central enrol", from("certificate"), from("root"), to("out")),
  /** A unit whose modules are admitted no more. */
  CENTRAL_REMOVE(Kind.CENTRAL, "remove", "perso:central remove", text("unit")),
  /** A list of others that a central system goes by. */
  CENTRAL_TAKE(Kind.CENTRAL, "take", "perso:crl", from("certificate"));

  private final Kind kind;
  private final String action;
  private final String act;
  private final List<Given> given;

  PartyAct(Kind kind, String action, String act, Given... given) {
    this.kind = kind;
    this.action = action;
    this.act = act;
    this.given = List.of(given);
  }

  /** How something is given. */
  public enum Way {
    /** Typed. */
    TEXT,
    /** Typed in digits. */
    NUMBER,
    /** A file that is there. */
    SOURCE,
    /** A file that is written. */
    TARGET
  }

  /**
   * What an act takes.
   *
   * @param option the command's option, without dashes
   * @param way how it is given
   * @param needed whether it has to be
   * @param ending of such files
   */
  public record Given(String option, Way way, boolean needed, String ending) {}

  private static Given text(String option) {
    return new Given(option, Way.TEXT, true, "");
  }

  private static Given number(String option) {
    return new Given(option, Way.NUMBER, false, "");
  }

  private static Given may(String option) {
    return new Given(option, Way.TEXT, false, "");
  }

  private static Given from(String option) {
    return new Given(option, Way.SOURCE, true, ".pem");
  }

  private static Given to(String option) {
    return new Given(option, Way.TARGET, true, ".pem");
  }

  private static Given request() {
    return new Given("out", Way.TARGET, true, ".csr");
  }

  /** What a kind of party does, in the order of the work; making one is no part of it. */
  public static List<PartyAct> of(Kind kind) {
    return Arrays.stream(values()).filter(each -> each.kind == kind && !each.makes()).toList();
  }

  /** Whether it makes a party. */
  public boolean makes() {
    return action.equals("make");
  }

  /** The act that has to be allowed, by its name in the log; empty for what takes no leave. */
  public String act() {
    return act;
  }

  /** What it takes, in this order. */
  public List<Given> given() {
    return given;
  }

  /** What the keys of its texts begin with. */
  public String texts() {
    return "certificate." + kind.name().toLowerCase(Locale.ROOT) + "." + action;
  }

  /**
   * The console's command.
   *
   * @param party who does it
   * @param values what is given, by option
   */
  public Statement statement(String party, Map<String, String> values) {
    Statement statement = begun(party);
    for (Given each : given) {
      statement =
          statement.option(
              "--" + each.option(),
              Optional.ofNullable(values.get(each.option())).flatMap(Statement::given));
    }
    return statement;
  }

  /** The console's command before anything is given; without a name if the party is made now. */
  Statement begun(String party) {
    Statement statement = Statement.of(kind.command()).argument(action);
    return party.isEmpty() ? statement : statement.argument(party);
  }
}
