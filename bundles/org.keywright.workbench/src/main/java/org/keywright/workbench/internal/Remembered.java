// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Arrays;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.keywright.workbench.model.Watch;
import org.osgi.service.prefs.BackingStoreException;

/** Keeps, among the preferences, what a person finds again at the next start. */
public final class Remembered {
  /** Where they are kept among the preferences. */
  static final String NODE = "org.keywright.workbench";

  private static final System.Logger LOG = System.getLogger(Remembered.class.getName());

  private Remembered() {}

  /** What was kept under a name; empty if nothing was. */
  public static String get(String key) {
    return preferences().get(key, "");
  }

  /** Keeps something from now on. */
  public static void put(String key, String value) {
    IEclipsePreferences preferences = preferences();
    if (value.equals(preferences.get(key, ""))) {
      return;
    }
    preferences.put(key, value);
    flush(preferences);
  }

  /** Calls the observer when something else is kept under a name, until that is closed. */
  public static Watch observe(String key, Runnable observer) {
    IEclipsePreferences preferences = preferences();
    IPreferenceChangeListener listener =
        event -> {
          if (event.getKey().equals(key)) {
            observer.run();
          }
        };
    preferences.addPreferenceChangeListener(listener);
    return () -> preferences.removePreferenceChangeListener(listener);
  }

  /** Forgets all that was kept under names that begin so. */
  static void forget(String... beginnings) {
    IEclipsePreferences preferences = preferences();
    try {
      for (String key : preferences.keys()) {
        if (Arrays.stream(beginnings).anyMatch(key::startsWith)) {
          preferences.remove(key);
        }
      }
    } catch (BackingStoreException e) {
      LOG.log(System.Logger.Level.WARNING, "what is kept cannot be looked through", e);
    }
    flush(preferences);
  }

  private static void flush(IEclipsePreferences preferences) {
    try {
      preferences.flush();
    } catch (BackingStoreException e) {
      LOG.log(System.Logger.Level.WARNING, "what was chosen is not kept", e);
    }
  }

  private static IEclipsePreferences preferences() {
    return InstanceScope.INSTANCE.getNode(NODE);
  }
}
