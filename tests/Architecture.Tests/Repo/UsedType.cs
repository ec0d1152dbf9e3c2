namespace Wasilo.Architecture.Tests.Repo;

/// <summary>A type of another assembly.</summary>
internal sealed record UsedType(string Assembly, string Namespace, string Name);
