using System.Runtime.CompilerServices;
using Wasilo.Conformance.Grains;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Support;

/// <summary>Tests on the shared silo; each uses keys of its own.</summary>
[Collection(OneSilo.Name)]
public abstract class OneSiloTests(OneSilo shared)
{
    private readonly string _unique = Guid.NewGuid().ToString("N")[..8];

    /// <summary>The silo and its client.</summary>
    protected TestSilo Silo => shared.Silo;

    /// <summary>The client.</summary>
    protected IClusterClient Client => shared.Silo.Client;

    /// <summary>A key that no other test uses.</summary>
    protected string Key(string suffix = "", [CallerMemberName] string test = "") => $"{test}{suffix}-{_unique}";

    /// <summary>What happened to a key so far.</summary>
    protected IReadOnlyList<string> Journal(string key) => shared.Silo.Journal.Read(key);

    /// <summary>How often something happened to a key so far.</summary>
    protected int Times(string key, string what) => Journal(key).Count(entry => entry == what);

    /// <summary>Waits for something to happen to a key, some number of times.</summary>
    protected Task Happened(string key, string what, int times = 1) => Eventually.TrueAsync(
        () => Times(key, what) >= times,
        what: $"'{what}' {times} times in [{string.Join(", ", Journal(key))}] of {key}");

    /// <summary>Waits for the key's activation to end.</summary>
    protected Task Ended(string key, DeactivationReasonCode reason, int times = 1) =>
        Happened(key, JournaledGrain.Deactivated + reason, times);
}
