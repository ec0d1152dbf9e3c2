namespace Wasilo.Api.Problems;

/// <summary>Problems as RFC 9457 has them, for all that is no dialect's.</summary>
internal sealed class PlainFace : IFace
{
    public IResult Tell(HttpContext http, Problem problem) =>
        TypedResults.Problem(problem.Message, statusCode: Statuses.Of(problem.Condition));
}
