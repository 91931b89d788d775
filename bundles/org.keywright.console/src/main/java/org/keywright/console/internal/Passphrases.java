// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.Console;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.SignIn;

/**
 * Passphrases of several officers, each asked for by name, or read from a folder in which {@code
 * NAME.txt} holds it. Owns what it has asked for.
 */
final class Passphrases implements AutoCloseable {
  private final Console console;
  private final Optional<Path> folder;
  private final List<KeyMaterial> asked = new ArrayList<>();
  private final Map<String, SignIn> known = new HashMap<>();

  Passphrases(Console console, Optional<Path> folder) {
    this.console = console;
    this.folder = folder;
  }

  /** Keeps a secret until all of this is closed. */
  KeyMaterial kept(KeyMaterial secret) {
    asked.add(secret);
    return secret;
  }

  private Optional<Path> file(String name) {
    return folder.map(path -> path.resolve(name + ".txt"));
  }

  /** The passphrase of somebody who is an officer; nobody is asked twice. */
  SignIn of(String name) throws CommandException, IOException, InterruptedException {
    SignIn before = known.get(name);
    if (before != null) {
      return before;
    }
    var who = new SignIn(name, kept(console.secret("passphrase of " + name, file(name))));
    known.put(name, who);
    return who;
  }

  /** Those of several who act together. */
  List<SignIn> of(List<String> names) throws CommandException, IOException, InterruptedException {
    var all = new ArrayList<SignIn>();
    for (String name : names) {
      all.add(of(name));
    }
    return all;
  }

  /** A passphrase that is made now. */
  KeyMaterial fresh(String name) throws CommandException, IOException, InterruptedException {
    return kept(console.newSecret("new passphrase of " + name, file(name)));
  }

  /** Somebody who becomes an officer. */
  NewOfficer fresh(Appointee appointee) throws CommandException, IOException, InterruptedException {
    return new NewOfficer(appointee.name(), appointee.role(), fresh(appointee.name()));
  }

  /** Several who become officers. */
  List<NewOfficer> fresh(List<Appointee> appointees)
      throws CommandException, IOException, InterruptedException {
    var all = new ArrayList<NewOfficer>();
    for (Appointee appointee : appointees) {
      all.add(fresh(appointee));
    }
    return all;
  }

  @Override
  public void close() {
    asked.forEach(KeyMaterial::close);
  }
}
