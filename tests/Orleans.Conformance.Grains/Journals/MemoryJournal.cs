using System.Collections.Concurrent;

namespace Wasilo.Conformance.Grains.Journals;

/// <summary>The journal of silos that share a process with the test.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _subjects = new();

    /// <inheritdoc/>
    public void Write(string subject, string text) => _subjects.GetOrAdd(subject, _ => new()).Enqueue(text);

    /// <summary>What happened to a subject so far.</summary>
    public IReadOnlyList<string> Read(string subject) => _subjects.TryGetValue(subject, out var entries) ? [.. entries] : [];
}
