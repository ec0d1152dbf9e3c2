using System.Data.Common;
using Dapper;

namespace Wasilo.Storage;

/// <summary>Shortens the making of commands that can be cancelled.</summary>
internal static class Sql
{
    public static CommandDefinition Command(
        string text, object? parameters, CancellationToken cancellationToken, DbTransaction? transaction = null) =>
        new(text, parameters, transaction, cancellationToken: cancellationToken);
}
