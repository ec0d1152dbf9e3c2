using System.Reflection;
using Xunit.Sdk;

namespace Wasilo.Testing;

/// <summary>
/// Runs a theory with <see cref="TestDatabaseKind.PostgreSql"/> as its first argument, or skips it where there is no
/// server.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgresAttribute : DataAttribute
{
    /// <inheritdoc />
    public override string Skip
    {
        get => PostgresServer.SkipReason!;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[TestDatabaseKind.PostgreSql]];
}
