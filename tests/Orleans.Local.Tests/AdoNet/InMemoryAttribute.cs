using System.Reflection;
using Xunit.Sdk;

namespace Wasilo.Orleans.Local.Tests.AdoNet;

/// <summary>Runs a theory with null as its first argument, which stands for "no database".</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InMemoryAttribute : DataAttribute
{
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => [[null]];
}
