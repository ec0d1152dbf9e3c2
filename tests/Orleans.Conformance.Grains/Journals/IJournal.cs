namespace Wasilo.Conformance.Grains.Journals;

/// <summary>What grains did, in order: grains write it, tests read it.</summary>
public interface IJournal
{
    /// <summary>Notes that something happened to a subject, usually the key of the grain.</summary>
    void Write(string subject, string text);
}
