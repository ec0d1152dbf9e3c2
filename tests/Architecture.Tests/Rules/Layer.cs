namespace Wasilo.Architecture.Tests.Rules;

/// <summary>What one project of the product may know.</summary>
/// <param name="Name">The project.</param>
/// <param name="MayKnow">The projects that it may compile against, directly or through others.</param>
/// <param name="Orleans">Its <c>UsesOrleans</c>; empty means that it knows nothing of Orleans.</param>
/// <param name="NotAssemblies">Beginnings of names of assemblies that it must not use.</param>
internal sealed record Layer(string Name, string[] MayKnow, string Orleans, string[] NotAssemblies);
