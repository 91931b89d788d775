// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.vault.ActFilter;
import org.keywright.vault.ActLog;
import org.keywright.vault.Officer;
import org.keywright.vault.Role;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * The officers of the open vault as a table shows them.
 *
 * @param threshold how many security officers open the roots together; 0 without officers
 * @param who is signed in
 * @param rows the officers, former ones last
 */
public record OfficerList(int threshold, Optional<String> who, List<Row> rows) {
  /** No vault is open, or one for one person. */
  public static final OfficerList NONE = new OfficerList(0, Optional.empty(), List.of());

  /** How many of the newest tests in the log are looked at. */
  private static final int TESTS = 500;

  /** Copies the list. */
  public OfficerList {
    rows = List.copyOf(rows);
  }

  /**
   * An officer.
   *
   * @param officer who
   * @param tested when what he holds was found sound, as far as the log tells
   */
  public record Row(Officer officer, Optional<Instant> tested) {
    /** Whether he is one, and can sign in. */
    public String state() {
      return Texts.text(
          !officer.active()
              ? "officers.former"
              : officer.locked() ? "officers.locked" : "officers.active");
    }

    /** The number of his share of what opens the roots; empty for who holds none. */
    public String share() {
      return officer.share().isPresent() ? Integer.toString(officer.share().getAsInt()) : "";
    }
  }

  /** Reads them; the newest tests are found in the log. */
  public static OfficerList of(Optional<Vault> vault) throws VaultException {
    if (vault.isEmpty() || vault.get().officers().onePerson()) {
      return NONE;
    }
    var officers = vault.get().officers();
    Map<String, Instant> tested = tested(vault.get());
    return new OfficerList(
        officers.threshold(),
        officers.signedIn().map(Officer::name),
        officers.all().stream()
            .sorted(java.util.Comparator.comparing(officer -> !officer.active()))
            .map(each -> new Row(each, Optional.ofNullable(tested.get(each.name()))))
            .toList());
  }

  private static Map<String, Instant> tested(Vault vault) throws VaultException {
    var sound =
        new ActFilter(
            Optional.empty(),
            Optional.of("officer:test"),
            Optional.empty(),
            Optional.of("done: "),
            Optional.empty(),
            Optional.empty());
    var newest = new HashMap<String, Instant>();
    for (ActLog.Entry entry : vault.log().page(sound, 0, TESTS)) {
      newest.putIfAbsent(entry.act().subject(), entry.at());
    }
    return newest;
  }

  /** Whether there are officers at all. */
  public boolean kept() {
    return threshold > 0;
  }

  /** Those who can be signed in, locked or not. */
  public List<Officer> active() {
    return rows.stream().map(Row::officer).filter(Officer::active).toList();
  }

  /** Names of those who hold a share and can show it. */
  public List<String> holders() {
    return active().stream()
        .filter(officer -> officer.role() == Role.SECURITY_OFFICER && !officer.locked())
        .map(Officer::name)
        .toList();
  }

  /**
   * Whether there are just as many security officers as open the roots, and this is one of them.
   */
  public boolean needed(String name) {
    List<String> all = securityOfficers();
    return all.contains(name) && all.size() <= threshold;
  }

  private List<String> securityOfficers() {
    return active().stream()
        .filter(officer -> officer.role() == Role.SECURITY_OFFICER)
        .map(Officer::name)
        .toList();
  }

  /** How many open the roots, and of how many, in a sentence. */
  public String words() {
    return Texts.text("officers.threshold", threshold, securityOfficers().size());
  }
}
