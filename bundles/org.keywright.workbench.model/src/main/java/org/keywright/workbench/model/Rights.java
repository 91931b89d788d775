// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Optional;
import org.keywright.vault.Officer;
import org.keywright.vault.Right;
import org.keywright.vault.Role;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * What whoever is signed in may do, and who could do the rest. It says beforehand what the vault
 * would say: the vault decides, not this.
 *
 * @param officers whether the open vault has officers; without, one person may do everything
 * @param who is signed in
 * @param active the officers who could sign in
 */
public record Rights(boolean officers, Optional<Officer> who, List<Officer> active) {
  /** Where no vault with officers is open, nothing is refused here. */
  public static final Rights ALL = new Rights(false, Optional.empty(), List.of());

  /** Copies the list. */
  public Rights {
    active = List.copyOf(active);
  }

  /** Reads them. */
  public static Rights of(Optional<Vault> vault) throws VaultException {
    if (vault.isEmpty() || vault.get().officers().onePerson()) {
      return ALL;
    }
    var officers = vault.get().officers();
    return new Rights(
        true,
        officers.signedIn(),
        officers.all().stream().filter(each -> each.active() && !each.locked()).toList());
  }

  /**
   * Why an act, by its name in the log, is not for whoever is signed in; nothing if it is. What has
   * no name there takes no leave.
   */
  public Optional<String> refusal(String act) {
    Right right = Right.of(act);
    if (!officers
        || act.isEmpty()
        || right == Right.ONESELF
        || who.filter(officer -> right.roles().contains(officer.role())).isPresent()) {
      return Optional.empty();
    }
    String could = Texts.text("rights.could", roles(right), names(right));
    return Optional.of(
        who.map(
                officer ->
                    Texts.text("rights.refused", officer.name(), Texts.text(officer.role()), could))
            .orElseGet(() -> Texts.text("rights.nobody", could)));
  }

  /** Whether another officer approves the act before. */
  public boolean approval(String act) {
    return officers && Right.of(act).approved();
  }

  /** The roles that may, as in {@code security officer or operator}. */
  private static String roles(Right right) {
    return String.join(
        Texts.text("rights.or"), right.roles().stream().sorted().map(Texts::text).toList());
  }

  private String names(Right right) {
    List<String> names = able(right);
    return names.isEmpty() ? Texts.text("rights.none") : String.join(", ", names);
  }

  private List<String> able(Right right) {
    return active.stream()
        .filter(officer -> right.roles().contains(officer.role()))
        .map(Officer::name)
        .toList();
  }

  /** The names of those who can sign in. */
  public List<String> names() {
    return active.stream().map(Officer::name).toList();
  }

  /** The names of those who hold a share of what opens the roots. */
  public List<String> holders() {
    return active.stream()
        .filter(officer -> officer.role() == Role.SECURITY_OFFICER)
        .map(Officer::name)
        .toList();
  }
}
