// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Sharing;
import org.keywright.vault.KeyName;

/**
 * One step of a ceremony. It is done as a whole or not at all. Keys are transport keys and
 * application keys in their newest version.
 */
public sealed interface Step {
  /** Who has to be there for it. */
  List<Person> people();

  /** People say that they are there. */
  record Present(List<Person> people) implements Step {
    /** Copies the list. */
    public Present {
      people = List.copyOf(people);
    }
  }

  /** Somebody confirms something that is done outside of the computer. */
  record Confirm(Person person, String text) implements Step {
    @Override
    public List<Person> people() {
      return List.of(person);
    }
  }

  /**
   * A key comes into the vault.
   *
   * @param key which; a transport key comes with its key set
   * @param description what is said about it
   * @param source generated, or entered in parts
   */
  record Take(KeyName key, Description description, Source source) implements Step {
    @Override
    public List<Person> people() {
      return source.people();
    }
  }

  /**
   * What is said about a key that comes into the vault.
   *
   * @param kind its algorithm and length
   * @param usage what an application key is for; empty for a transport key
   * @param label what people call it
   * @param suite of a key set whose transport key it is
   */
  record Description(KeySpec kind, Optional<KeyUsage> usage, String label, int suite) {}

  /**
   * Where a key comes from.
   *
   * @param method of the parts
   * @param people who enter one each; none if the key is generated
   * @param kcv the check value that it has to have, if that is known
   */
  record Source(Sharing.Method method, List<Person> people, Optional<Bytes> kcv) {
    /** Copies the list. */
    public Source {
      people = List.copyOf(people);
    }
  }

  /** A key is given out in parts, one to each. */
  record Give(KeyName key, Sharing sharing, List<Person> people) implements Step {
    /** Copies the list. */
    public Give {
      people = List.copyOf(people);
    }
  }

  /** Holders of parts enter them, to see that they give the key; nothing is kept. */
  record Prove(KeyName key, Sharing.Method method, List<Person> people) implements Step {
    /** Copies the list. */
    public Prove {
      people = List.copyOf(people);
    }
  }
}
