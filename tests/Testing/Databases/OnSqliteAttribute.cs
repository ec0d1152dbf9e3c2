using System.Reflection;
using Xunit.Sdk;

namespace Wasilo.Testing;

/// <summary>Runs a theory with <see cref="TestDatabaseKind.Sqlite"/> as its first argument.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute : DataAttribute
{
    /// <inheritdoc />
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[TestDatabaseKind.Sqlite]];
}
