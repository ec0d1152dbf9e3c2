using System.Data.Common;
using Microsoft.Extensions.Logging;
using Wasilo.Grains.Abstractions;
using Wasilo.Storage;
using Wasilo.Storage.Commits;

namespace Wasilo.Grains;

/// <summary>
/// Callers know neither our database nor its driver: to them a grain that can't reach it fails with <see cref="DatabaseAwayException"/>.
/// What the database refuses, as against when it is away, is a fault of ours and stays what it is.
/// </summary>
internal sealed partial class DatabaseFailureFilter(ILogger<DatabaseFailureFilter> log) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception problem) when (IsAway(problem))
        {
            LogAway(context.InterfaceName, context.MethodName, problem.Message);
            // Without the cause: no serializer knows a driver's exceptions, and the answer would not go out.
            throw new DatabaseAwayException(problem.Message);
        }
    }

    private static bool IsAway(Exception problem) => problem
        is StorageUnavailableException or CommitUnknownException or CommitNotWrittenException or DbException { IsTransient: true };

    [LoggerMessage(60, LogLevel.Warning, "{Interface}.{Method} failed, as the database is away: {Reason}")]
    private partial void LogAway(string @interface, string method, string reason);
}
