namespace Wasilo.Architecture.Tests.Repo;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines);
