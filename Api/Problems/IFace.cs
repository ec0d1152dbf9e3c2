namespace Wasilo.Api.Problems;

/// <summary>How problems are told under a part of the paths.</summary>
internal interface IFace
{
    /// <summary>The answer, with the status and the body that clients of this dialect know.</summary>
    IResult Tell(HttpContext http, Problem problem);
}
